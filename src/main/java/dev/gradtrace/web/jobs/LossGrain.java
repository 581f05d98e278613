package dev.gradtrace.web.jobs;

import dev.gradtrace.contract.Named;

/** What a row of a loss curve is, where all are of one kind. */
enum LossGrain {
  /** A mini-batch loss. */
  BATCHES,
  /** An evaluation of all samples after an epoch. */
  EPOCHS;

  static final Named<LossGrain> ALL = Named.of("grain", LossGrain.class);
}
