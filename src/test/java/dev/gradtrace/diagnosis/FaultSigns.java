package dev.gradtrace.diagnosis;

import dev.gradtrace.diagnosis.evidence.DataSummary;
import dev.gradtrace.diagnosis.evidence.Effort;
import dev.gradtrace.diagnosis.evidence.Evidence;
import dev.gradtrace.diagnosis.evidence.LossHistory;
import dev.gradtrace.diagnosis.evidence.Variations;
import dev.gradtrace.gradient.Metric;
import dev.gradtrace.training.EpochEnd;
import dev.gradtrace.training.TrainingSpec;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/** Checks that a fault has the expected effect on a job. */
final class FaultSigns {

  /** Smallest fit of the healthy job. */
  private static final double GOOD = 0.8;

  private static final double HARM = 0.2;

  private FaultSigns() {}

  static boolean shows(Case sick, Case base) {
    if (sick.fault() != null && FaultyParts.isOne(sick.fault())) {
      return FaultyParts.harms(sick);
    }
    return switch (sick.fault() == null ? Rule.DIVERGENCE : sick.fault()) {
      case SINGLE_UNIT_SOFTMAX, CONSTANT_TARGETS -> true;
      case VALIDATION_DIFFERS -> sick.fit().best() > GOOD && sick.fitOfValidation() < HARM;
      case OVERFITTING -> overfits(sick.history());
      case OSCILLATING_LOSS -> base.fit().best() > GOOD && oscillates(sick);
      case CLASS_IMBALANCE -> sick.fit().ofAccuracy() < 0.05;
      case LEARNING_SLOWDOWN -> isSlow(sick);
      case NO_NONLINEARITY -> harms(sick, base) && isBestPossible(sick);
      case UNDERPOWERED -> harms(sick, base) && deadShare(sick) == 0 && isBestPossible(sick);
      case LOCAL_MINIMUM -> sick.fit().best() < GOOD && isForGood(sick) && othersGetOut(sick);
      case SATURATED_UNITS -> harms(sick, base) && wellStarted(sick).fit().best() > GOOD;
      case DEAD_UNITS -> harms(sick, base) && deadShare(sick) > 0.4;
      default -> harms(sick, base);
    };
  }

  /** Whether three of six other seeds do well. */
  private static boolean othersGetOut(Case sick) {
    return LongStream.rangeClosed(101, 106)
            .filter(
                seed ->
                    new Case(sick.name(), sick.spec().withSeed(seed), sick.data(), null)
                            .fit()
                            .best()
                        > GOOD)
            .count()
        >= 3;
  }

  /** Whether neither a higher rate nor five times the epochs helps. */
  private static boolean isForGood(Case sick) {
    TrainingSpec spec = sick.spec();
    return Stream.of(spec.withEpochs(5 * spec.epochs()), Variations.rateTimes(10, spec))
        .allMatch(other -> with(other, sick).fit().best() < GOOD);
  }

  private static boolean harms(Case sick, Case base) {
    double before = base.fit().best();
    return before > GOOD && !(sick.fit().best() > before - HARM);
  }

  /** Whether neither another rate nor more epochs helps. */
  private static boolean isBestPossible(Case sick) {
    TrainingSpec spec = sick.spec();
    return Stream.of(
            spec.withOptimizer(Healthy.adam(0.01)).withEpochs(150), Variations.rateTimes(10, spec))
        .allMatch(other -> with(other, sick).fit().best() < 0.75);
  }

  /** The same network with the usual initializers. */
  private static Case wellStarted(Case sick) {
    TrainingSpec spec = sick.spec();
    return with(spec.withNetwork(Variations.wellStarted(spec.network())), sick);
  }

  private static Case with(TrainingSpec spec, Case sick) {
    return new Case(sick.name(), spec, sick.data(), sick.fault());
  }

  /** Whether the validation loss rose far above its minimum and the training loss. */
  static boolean overfits(LossHistory history) {
    if (history.length() == 0) {
      return false;
    }
    EpochEnd last = history.last();
    double best = history.epochs().stream().mapToDouble(EpochEnd::validationLoss).min().orElse(0);
    return last.validationLoss() > 1.5 * best && last.trainingLoss() < last.validationLoss() / 3;
  }

  private static boolean oscillates(Case sick) {
    double[] losses = sick.history().losses();
    if (losses.length <= 10) {
      return false;
    }
    double scale = DataSummary.of(sick.data().training()).constantLoss(sick.spec().cost());
    double travelled = 0;
    int from = losses.length / 2;
    for (int i = from; i < losses.length; i++) {
      travelled += Math.abs(losses[i] - losses[i - 1]) / (losses.length - from);
    }
    double moved = Math.abs(losses[losses.length - 1] - losses[from]) / (losses.length - from);
    return travelled > 0.1 * scale && moved < travelled / 3;
  }

  private static boolean isSlow(Case sick) {
    double[] losses = sick.history().losses();
    return losses.length > 4
        && IntStream.range(0, losses.length / 4).allMatch(i -> losses[i] > 0.8 * losses[0]);
  }

  private static double deadShare(Case sick) {
    Evidence evidence = Evidence.of(sick.spec(), sick.data(), sick.run(), Effort.withoutTrials());
    return evidence.network().depth() < 2
        ? 0
        : evidence.end().hidden(l -> evidence.end().get(l, Metric.DEAD_FRACTION) > 0.4).isEmpty()
            ? 0
            : 1;
  }
}
