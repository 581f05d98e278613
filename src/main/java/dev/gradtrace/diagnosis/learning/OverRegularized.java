package dev.gradtrace.diagnosis.learning;

import dev.gradtrace.diagnosis.evidence.Evidence;
import dev.gradtrace.diagnosis.evidence.Severity;
import dev.gradtrace.diagnosis.evidence.Snapshot;
import dev.gradtrace.diagnosis.evidence.Trial;
import dev.gradtrace.diagnosis.examination.Examination;
import dev.gradtrace.diagnosis.examination.Remedy;
import dev.gradtrace.diagnosis.examination.Symptom;
import dev.gradtrace.gradient.Metric;
import dev.gradtrace.network.LayerSpec;
import dev.gradtrace.network.NetworkSpec;
import dev.gradtrace.network.Parameters;
import dev.gradtrace.training.Optimizer;
import dev.gradtrace.training.TrainingSpec;
import dev.gradtrace.wording.Figures;
import java.util.List;
import java.util.stream.IntStream;

/** A penalty on the weights, or a bound on their norms, outweighs the data. */
public final class OverRegularized implements Examination {

  /** Share of the changed job's fit that the run must lack, in (0, 1). */
  private static final double IMPROVEMENT = 0.2;

  /** The same if the penalty exceeds the loss. */
  private static final double IMPROVEMENT_WHERE_IT_OUTWEIGHS = 0.05;

  /** ‖W‖, relative to that at the start, of weights that nothing keeps small. */
  private static final double LARGE = 10;

  /** Fit from which nothing can be gained. */
  private static final double PERFECT = 0.95;

  @Override
  public Outcome of(Evidence evidence) {
    TrainingSpec spec = evidence.spec();
    TrainingSpec free = free(spec);
    if (free.equals(spec)) {
      return new Outcome.NotApplicable("weights are neither penalised nor bounded");
    }
    double norm = norm(evidence.end());
    double penalty =
        (spec.l2() * norm * norm / 2 + spec.l1() * absolute(evidence)) / evidence.data().samples();
    boolean outweighs = penalty >= evidence.history().settledLoss();
    double threshold = outweighs ? IMPROVEMENT_WHERE_IT_OUTWEIGHS : IMPROVEMENT;
    if (!evidence.hasHistory()
        || evidence.fit().best() >= PERFECT
        || !(outweighs || evidence.isStruggling())) {
      return Outcome.beyond(0, threshold, "The network learns all the same.");
    }
    Trial trial = evidence.trials().of(evidence.change(free));
    double improvement = trial.improvement(evidence.attainable().best());
    if (!trial.isMade()) {
      return Outcome.without(trial, threshold);
    }
    Symptom symptom =
        Symptom.of(
                Severity.WARNING,
                improvement,
                threshold,
                ("A penalty or a bound keeps the weights small: without it the same"
                        + " job reaches %s after %s epochs. ‖W‖ went from %s to %s.")
                    .formatted(
                        Figures.fit(trial.there(), trial.here()),
                        trial.epochs(),
                        Figures.number(norm(evidence.start())),
                        Figures.number(norm)))
            .with("fit", trial.here())
            .with("fitWithoutPenalty", trial.there())
            .curedBy(List.of(new Symptom.Tried(Remedy.unregularized(spec), trial)));
    if (norm > LARGE * Math.max(norm(evidence.start()), usualNorm(evidence.network()))) {
      return new Outcome.Clean(
          improvement, threshold, "The weights have grown far beyond their start.", symptom);
    }
    return improvement >= threshold && symptom.helps()
        ? symptom.unlessExplained()
        : symptom.unlessItHelps("With free weights alone", trial);
  }

  private static TrainingSpec free(TrainingSpec spec) {
    TrainingSpec free = spec.withL2(0).withL1(0).withMaxNorm(null);
    return spec.optimizer() instanceof Optimizer.AdamW adam && adam.weightDecay() > 0
        ? free.withOptimizer(adam.adam())
        : free;
  }

  /** ‖W‖ of usual initial weights, whose squares add up to about 1 for each unit. */
  private static double usualNorm(NetworkSpec network) {
    return Math.sqrt(network.layers().stream().mapToInt(LayerSpec::units).sum());
  }

  private static double norm(Snapshot layers) {
    return Math.sqrt(
        IntStream.rangeClosed(1, layers.network().depth())
            .mapToDouble(l -> layers.get(l, Metric.WEIGHT_NORM))
            .map(norm -> norm * norm)
            .sum());
  }

  /** Σ|w| at the end of the run; 0 if unknown. */
  private static double absolute(Evidence evidence) {
    Parameters last = evidence.parameters();
    if (last == null) {
      return 0;
    }
    return IntStream.rangeClosed(1, evidence.depth())
        .mapToDouble(l -> last.weights(l).sumAbs())
        .sum();
  }
}
