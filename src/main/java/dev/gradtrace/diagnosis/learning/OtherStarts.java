package dev.gradtrace.diagnosis.learning;

import dev.gradtrace.diagnosis.evidence.Evidence;
import dev.gradtrace.diagnosis.evidence.Variations;
import dev.gradtrace.diagnosis.examination.Cure;
import dev.gradtrace.training.TrainingSpec;
import java.util.stream.IntStream;

/** The job from other seeds, which differs from it by chance alone. */
final class OtherStarts {

  /** Number of seeds tried in any case. */
  static final int FIRST = 6;

  /** Number of seeds tried if one of the first gets out: half of them may get stuck, too. */
  static final int ALL = 12;

  /** Number of seeds that must get out of where the job is stuck: one may be chance. */
  static final int GET_OUT = 2;

  /** Share of the stuck starts that a rate which is the cause leaves at most. */
  private static final double LEFT = 0.5;

  static final String REASON =
      "Other seeds get there at the present rate, about as many as at the other one.";

  private OtherStarts() {}

  static Cure start(int number, Evidence evidence) {
    return Cure.seed(evidence, evidence.spec().seed() + number);
  }

  /**
   * Whether another rate, at which the job gets out, is a matter of luck as well: other seeds get
   * out at the present rate, and at the other one more than half as many are stuck.
   */
  static boolean explain(double rate, Evidence evidence) {
    if (!evidence.trials().affords(2 * ALL) || countOut(FIRST, evidence.spec(), evidence) == 0) {
      return false;
    }
    int out = countOut(ALL, evidence.spec(), evidence);
    TrainingSpec other = Variations.rateTimes(rate / evidence.learningRate(), evidence.spec());
    return out >= GET_OUT && ALL - countOut(ALL, other, evidence) > LEFT * (ALL - out);
  }

  private static int countOut(int starts, TrainingSpec spec, Evidence evidence) {
    return (int)
        IntStream.rangeClosed(1, starts)
            .mapToObj(k -> spec.withSeed(spec.seed() + k).withParameters(null))
            .filter(other -> evidence.trials().of(evidence.change(other)).suffices())
            .count();
  }
}
