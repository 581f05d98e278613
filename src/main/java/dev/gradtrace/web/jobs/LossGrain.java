package dev.gradtrace.web.jobs;

import dev.gradtrace.contract.Named;

/** What a row of a loss curve's table stands for. */
enum LossGrain {
  /** The loss of a mini-batch. */
  BATCHES,
  /** An evaluation after an epoch. */
  EPOCHS;

  static final Named<LossGrain> ALL = Named.of("grain", LossGrain.class);
}
