package dev.gradtrace.gradient;

/**
 * Lines of a normalisation without deviation from their mean, which it turns into 0 by definition:
 * units over the batch (batch norm) or samples (layer norm, RMS norm).
 *
 * @param layer that holds the normalisation's parameters, 1…L
 * @param count how many lines
 */
public record FlatLines(int layer, int count) {}
