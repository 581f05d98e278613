package dev.gradtrace.diagnosis;

import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/**
 * Draws jobs with one fault: a healthy job gets the fault, and is accepted if it then shows the
 * symptom, usually that it learns much less.
 */
final class Faulty {

  private static final int MAX_DRAWS = 400;

  private Faulty() {}

  /** A job with this fault. */
  static Case of(Rule fault, long seed) {
    for (long draw = 0; draw < MAX_DRAWS; draw++) {
      long drawn = seed * 1_000 + draw;
      Case base = Healthy.draw(-drawn);
      Case sick = infect(base, new FaultDraw(fault, new SplittableRandom(drawn)));
      if (sick != null && FaultSigns.shows(sick, base)) {
        return sick;
      }
    }
    throw new IllegalStateException("no " + fault + " from seed " + seed);
  }

  /** The job with the fault; null if that is impossible. */
  private static @Nullable Case infect(Case base, FaultDraw draw) {
    if (FaultyParts.isOne(draw.fault())) {
      return new FaultyParts(draw).infect(base);
    }
    return switch (draw.fault()) {
      case CONSTANT_TARGETS,
          COST_MISMATCH,
          INPUTS_NOT_SCALED,
          TARGETS_OUT_OF_RANGE,
          CLASS_IMBALANCE,
          VALIDATION_DIFFERS,
          OVERFITTING ->
          new FaultyData(draw).infect(base);
      case OVER_REGULARIZED,
          LEARNING_RATE_TOO_HIGH,
          DIVERGENCE,
          OSCILLATING_LOSS,
          LEARNING_RATE_TOO_LOW,
          TOO_FEW_EPOCHS ->
          new FaultyTraining(draw).infect(base);
      default -> new FaultyNetwork(draw).infect(base);
    };
  }
}
