package dev.gradtrace.web.jobs;

import dev.gradtrace.contract.Named;

/** What a row of a gradient trace's table stands for. */
enum TraceGrain {
  /** A step, without its layers. */
  STEPS,
  /** A layer at a step. */
  LAYERS;

  static final Named<TraceGrain> ALL = Named.of("grain", TraceGrain.class);
}
