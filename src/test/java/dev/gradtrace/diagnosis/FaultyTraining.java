package dev.gradtrace.diagnosis;

import dev.gradtrace.diagnosis.evidence.Variations;
import dev.gradtrace.training.Passes;
import dev.gradtrace.training.TrainingSpec;

/** Faults of the update rule and the number of epochs. */
final class FaultyTraining {

  private final FaultDraw draw;

  FaultyTraining(FaultDraw draw) {
    this.draw = draw;
  }

  /** The job with the fault. */
  Case infect(Case base) {
    TrainingSpec spec = base.spec();
    return draw.with(
        base,
        switch (draw.fault()) {
          case OVER_REGULARIZED ->
              spec.withL2(base.data().training().samples() * draw.between(0.05, 3));
          case LEARNING_RATE_TOO_HIGH, DIVERGENCE ->
              Variations.rateTimes(draw.between(30, 3000), spec);
          case OSCILLATING_LOSS -> one(Variations.rateTimes(draw.between(5, 30), spec));
          case LEARNING_RATE_TOO_LOW -> Variations.rateTimes(1 / draw.between(100, 3000), spec);
          case TOO_FEW_EPOCHS -> spec.withEpochs(1 + draw.random().nextInt(4));
          default -> throw new AssertionError(draw.fault());
        });
  }

  /** Batches of one sample. */
  private static TrainingSpec one(TrainingSpec spec) {
    return spec.withPasses(Passes.shuffled(1, Math.min(40, spec.epochs())));
  }
}
