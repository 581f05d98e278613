package dev.gradtrace.gradient;

/**
 * The input and output of a residual block.
 *
 * @param input x, the input of the branch and of the skip
 * @param output y, the output of the block
 */
record BlockPass(Signal input, Signal output) {}
