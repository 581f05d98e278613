package dev.gradtrace.diagnosis;

import dev.gradtrace.dataset.Split;
import dev.gradtrace.training.TrainingSpec;
import java.util.SplittableRandom;

/** The random numbers of one draw of a job with a fault. */
record FaultDraw(Rule fault, SplittableRandom random) {

  /** Log-uniform in [low, high). */
  double between(double low, double high) {
    return low * Math.pow(high / low, random.nextDouble());
  }

  Case with(Case base, TrainingSpec spec) {
    return with(base, spec, base.data());
  }

  Case with(Case base, TrainingSpec spec, Split data) {
    return new Case(fault.label() + ": " + base.name(), spec, data, fault);
  }
}
