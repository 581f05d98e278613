package dev.gradtrace.gradient;

/**
 * The two ends of a residual block.
 *
 * @param input x, before it goes into the layers and past them
 * @param output y, what the block hands on
 */
record BlockPass(Signal input, Signal output) {}
