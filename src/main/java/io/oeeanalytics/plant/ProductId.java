package io.oeeanalytics.plant;

/** The number a product is known by inside this system. */
public record ProductId(int value) {}
