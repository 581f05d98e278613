package dev.gradtrace.trace;

/**
 * One step of a trace; NaN for undefined numbers. Immutable.
 *
 * @param values in the order of a {@link TraceSelection}
 */
record TracePoint(long step, int epoch, double loss, FlowPoint flow, double[] values) {}
