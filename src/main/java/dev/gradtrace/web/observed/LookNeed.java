package dev.gradtrace.web.observed;

import dev.gradtrace.budget.MemoryNeed;
import dev.gradtrace.gradient.GradientProbe;
import dev.gradtrace.gradient.curvature.Curvature;
import dev.gradtrace.job.observed.ObservedRuns;
import dev.gradtrace.network.NetworkSpec;
import dev.gradtrace.network.Parameters;

/** The memory and work to measure a point of an observed run. */
record LookNeed(MemoryNeed memory, long multiplications) {

  /** Passes over the batch: one forward, two backward. */
  private static final long PASSES = 3;

  /** Copies of the parameters: those sent, those of the point before, and two in serialization. */
  private static final long COPIES = 4;

  static LookNeed of(ObservedRuns.Turn turn) {
    NetworkSpec network = turn.spec().training().network();
    int samples = turn.spec().training().batchSize();
    MemoryNeed memory =
        MemoryNeed.of("", COPIES * Parameters.bytes(network))
            .plus("", GradientProbe.bytesOfBatch(network, samples));
    long work = PASSES * network.parameterCount() * samples;
    return turn.measures()
        ? new LookNeed(
            memory.plus("", Curvature.bytes(network, samples)),
            work + Curvature.multiplications(network, samples))
        : new LookNeed(memory, work);
  }
}
