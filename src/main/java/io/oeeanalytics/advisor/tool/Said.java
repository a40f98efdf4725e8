package io.oeeanalytics.advisor.tool;

/** A figure as it is written, without its unit where the text says that. */
record Said(String text, Figure figure) {}
