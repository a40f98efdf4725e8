package io.oeeanalytics.oee;

import io.oeeanalytics.plant.Product;

/**
 * How long a line stood for set-up between two products.
 *
 * @param times how often it was seen
 * @param meanMs set-up time of one
 */
public record Changeover(Product from, Product to, int times, long meanMs) {}
