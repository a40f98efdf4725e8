package io.oeeanalytics.plant;

/**
 * A machine status of the plant's catalogue.
 *
 * @param code the number machines and files use
 * @param group the loss group in words, such as "Waiting"
 */
public record Status(int code, String name, TimeCategory category, String group) {}
