package io.oeeanalytics.plant;

/** Something a line makes; {@code code} is the word files know it by. */
public record Product(ProductId id, String code, String name) {}
