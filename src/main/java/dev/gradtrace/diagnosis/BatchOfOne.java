package dev.gradtrace.diagnosis;

import dev.gradtrace.diagnosis.evidence.Evidence;
import dev.gradtrace.diagnosis.evidence.Severity;
import dev.gradtrace.network.NetworkSpec;
import dev.gradtrace.network.Normalization.BatchNorm;
import dev.gradtrace.network.NormalizationPlace;
import dev.gradtrace.training.Passes;
import dev.gradtrace.training.TrainingSpec;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/** One sample is its own mean: under batch normalisation û = 0, and no gradient passes back. */
final class BatchOfOne implements Examination {

  /** Samples from which on there is a variance. */
  private static final int ENOUGH = 2;

  @Override
  public Outcome of(Evidence evidence) {
    if (!evidence.network().mixesSamples()) {
      return new Outcome.NotApplicable("nothing is normalised over the samples of a batch");
    }
    int samples = evidence.split().training().samples();
    int batch = Math.min(evidence.spec().batchSize(), samples);
    int last = evidence.spec().passes().lastBatch(samples);
    int smallest = Math.min(batch, last);
    if (smallest >= ENOUGH) {
      return new Outcome.Clean(smallest, ENOUGH);
    }
    Symptom found =
        Symptom.of(
                Severity.WARNING,
                smallest,
                ENOUGH,
                ("%s one sample. Over one sample batch_norm subtracts the sample itself: û is 0, what"
                        + " follows sees β whatever the input is, no gradient passes back below, and"
                        + " the moving variance takes 0. In training there is nothing to learn from"
                        + " such a batch; at inference the moving statistics are off.")
                    .formatted(
                        batch < ENOUGH ? "Every batch has" : "The last batch of an epoch has"))
            .at(normalized(evidence.network()))
            .since(1L)
            .asFact()
            .with("batchSize", batch)
            .with("lastBatch", last);
    return samples < ENOUGH
        ? found
        : found.curedBy(evidence, Cure.batch(evidence, better(evidence.spec(), samples)));
  }

  private static List<Integer> normalized(NetworkSpec network) {
    return IntStream.rangeClosed(1, network.depth())
        .filter(
            l ->
                Arrays.stream(NormalizationPlace.values())
                    .anyMatch(place -> network.normalization(place, l) instanceof BatchNorm))
        .boxed()
        .toList();
  }

  /** The next size that leaves no batch of one; from one sample on, the usual size. */
  private static int better(TrainingSpec spec, int samples) {
    int size = spec.batchSize() < ENOUGH ? Passes.DEFAULT_BATCH_SIZE : spec.batchSize() + 1;
    while (size < samples && samples % size == 1) {
      size++;
    }
    return Math.min(size, samples);
  }
}
