package dev.gradtrace.gradient;

/**
 * Lines that a normalisation maps to 0 because they do not deviate from their mean. A line is a
 * unit over the batch (batch norm), or a sample (layer norm, RMS norm).
 *
 * @param layer layer that holds the parameters of the normalisation, 1…L
 * @param count number of lines
 */
public record FlatLines(int layer, int count) {}
