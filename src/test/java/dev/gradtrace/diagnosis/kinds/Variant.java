package dev.gradtrace.diagnosis.kinds;

import dev.gradtrace.diagnosis.cases.ReadyJob;
import java.util.List;

/**
 * A job of a kind.
 *
 * @param name description
 * @param job job to be diagnosed
 * @param cured the job with all faults repaired
 * @param halfCured the job with one of two faults repaired, in all ways; empty if there is one
 *     fault
 */
record Variant(String name, ReadyJob job, ReadyJob cured, List<ReadyJob> halfCured) {

  static Variant of(ReadyJob job, ReadyJob cured) {
    return new Variant(describe(job), job, cured, List.of());
  }

  /** A job with two faults, both of which must be repaired. */
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
