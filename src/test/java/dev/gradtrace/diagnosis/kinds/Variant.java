package dev.gradtrace.diagnosis.kinds;

import dev.gradtrace.diagnosis.cases.ReadyJob;
import java.util.List;

/**
 * A job of a kind.
 *
 * @param name for people
 * @param job to be diagnosed
 * @param cured the same job with all that is wrong repaired
 * @param halfCured the same with one fault repaired of two, in every way; empty where there is one
 */
record Variant(String name, ReadyJob job, ReadyJob cured, List<ReadyJob> halfCured) {

  static Variant of(ReadyJob job, ReadyJob cured) {
    return new Variant(describe(job), job, cured, List.of());
  }

  /** With two faults, neither of whose repairs is enough. */
  static Variant ofTwo(ReadyJob job, ReadyJob cured, List<ReadyJob> halfCured) {
    return new Variant(describe(job), job, cured, halfCured);
  }

  private static String describe(ReadyJob job) {
    return job.data().training().name()
        + " "
        + job.data().training().samples()
        + "×"
        + job.spec().network().inputs()
        + " "
        + job.spec().network().layers().stream()
            .map(
                layer ->
                    layer.units()
                        + " "
                        + layer.activation().label()
                        + " "
                        + layer.weightInitializer())
            .toList()
        + " "
        + job.spec().cost().label()
        + " "
        + job.spec().optimizer()
        + " λ "
        + job.spec().l2()
        + ", batch "
        + job.spec().batchSize()
        + ", epochs "
        + job.spec().epochs()
        + ", seed "
        + job.spec().seed();
  }
}
