package dev.gradtrace.diagnosis.block;

import dev.gradtrace.diagnosis.evidence.Evidence;
import dev.gradtrace.diagnosis.evidence.Parts;
import dev.gradtrace.diagnosis.evidence.Severity;
import dev.gradtrace.diagnosis.examination.Cure;
import dev.gradtrace.diagnosis.examination.Examination;
import dev.gradtrace.diagnosis.examination.PartCure;
import dev.gradtrace.diagnosis.examination.Remedy;
import dev.gradtrace.diagnosis.examination.Symptom;
import dev.gradtrace.training.Passes;
import dev.gradtrace.training.TrainingSpec;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Batches too small for batch normalisation. With one sample û = 0, and no gradient passes. With
 * two, û is always 1 and −1.
 */
public final class BatchOfOne implements Examination {

  /** Fewest samples that have a variance. */
  private static final int ENOUGH = 2;

  /** Fewest samples for which û has more information than a sign. */
  private static final int MORE_THAN_A_SIGN = 3;

  /** A batch size with more steps per epoch than the default. */
  private static final int MODERATE = 8;

  @Override
  public Outcome of(Evidence evidence) {
    if (!evidence.network().mixesSamples()) {
      return new Outcome.NotApplicable("nothing is normalised over the samples of a batch");
    }
    int samples = evidence.split().training().samples();
    int batch = Math.min(evidence.spec().batchSize(), samples);
    int smallest = Math.min(batch, evidence.spec().passes().lastBatch(samples));
    if (smallest < ENOUGH) {
      return ofOne(evidence, batch, samples).asFact();
    }
    if (batch >= MORE_THAN_A_SIGN) {
      return new Outcome.Clean(smallest, ENOUGH);
    }
    return evidence.isStruggling()
        ? ofTwo(evidence, samples).unlessItHelps("With larger batches the job does not do better.")
        : Outcome.beyond(batch, MORE_THAN_A_SIGN, "The network learns all the same.");
  }

  private static Symptom ofOne(Evidence evidence, int batch, int samples) {
    return found(
        evidence,
        Symptom.of(
            Severity.WARNING,
            1,
            ENOUGH,
            ("%s one sample. Over one sample batch_norm subtracts the sample itself: û is 0, what"
                    + " follows sees β whatever the input is, no gradient passes back below, and"
                    + " the moving variance takes 0. In training there is nothing to learn from"
                    + " such a batch; at inference the moving statistics are off.")
                .formatted(batch < ENOUGH ? "Every batch has" : "The last batch of an epoch has")),
        samples);
  }

  private static Symptom ofTwo(Evidence evidence, int samples) {
    return found(
        evidence,
        Symptom.of(
            Severity.WARNING,
            2,
            MORE_THAN_A_SIGN,
            "Every batch has two samples. Over two batch_norm leaves a sign: û is 1 for the larger and"
                + " −1 for the smaller, however far apart they are, so that training sees another"
                + " network than inference."),
        samples);
  }

  private static Symptom found(Evidence evidence, Symptom symptom, int samples) {
    Symptom found =
        symptom
            .at(Parts.batchNormalized(evidence.network()))
            .since(1L)
            .with("batchSize", Math.min(evidence.spec().batchSize(), samples))
            .with("lastBatch", evidence.spec().passes().lastBatch(samples));
    if (samples < ENOUGH) {
      return found;
    }
    Cure[] cures = cures(evidence, samples);
    Symptom tried = evidence.isStruggling() ? found.curedBy(evidence, cures) : found;
    boolean isFact = symptom.measured() < ENOUGH;
    return isFact && tried.remedies().isEmpty()
        ? found.proposing(Arrays.stream(cures).map(Cure::remedy).toArray(Remedy[]::new))
        : PartCure.told(tried);
  }

  private static Cure[] cures(Evidence evidence, int samples) {
    List<Cure> cures = new ArrayList<>();
    if (evidence.spec().batchSize() >= MORE_THAN_A_SIGN) {
      cures.add(PartCure.dropLastBatch(evidence));
    } else if (samples > MODERATE) {
      cures.add(Cure.batch(evidence, without(MODERATE, samples)));
    }
    cures.add(Cure.batch(evidence, better(evidence.spec(), samples)));
    return cures.toArray(Cure[]::new);
  }

  /** The next larger size that leaves no batch of one; the default size if it is now one or two. */
  private static int better(TrainingSpec spec, int samples) {
    return without(
        spec.batchSize() < MORE_THAN_A_SIGN ? Passes.DEFAULT_BATCH_SIZE : spec.batchSize() + 1,
        samples);
  }

  private static int without(int first, int samples) {
    int size = first;
    while (size < samples && samples % size == 1) {
      size++;
    }
    return Math.min(size, samples);
  }
}
