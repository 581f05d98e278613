package dev.gradtrace.diagnosis;

import dev.gradtrace.dataset.DatasetSummary.Column;
import dev.gradtrace.dataset.Scaling;
import java.util.List;

/** Features so large, or so different in size, that training suffers. */
final class InputsNotScaled implements Examination {

  /** Initializers are made for inputs of variance 1; an order of magnitude is no matter. */
  private static final double LARGE = 5;

  /** Curvatures differ by the square of the ratio. */
  private static final double RATIO = 20;

  private static final double IMPROVEMENT = 0.15;

  @Override
  public Outcome of(Evidence evidence) {
    List<Column> features = evidence.data().features();
    double largest = features.stream().mapToDouble(DataSummary::size).max().orElse(0);
    double smallest =
        features.stream()
            .filter(column -> column.std() > 0)
            .mapToDouble(Column::std)
            .min()
            .orElse(largest);
    double widest = features.stream().mapToDouble(Column::std).max().orElse(0);
    double ratio = smallest > 0 ? widest / smallest : 1;
    boolean suspicious = largest > LARGE || ratio > RATIO && widest > 1 || widest < 1 / RATIO;
    if (!suspicious || !evidence.isStruggling()) {
      return new Outcome.Clean(largest, LARGE);
    }
    Trials.Comparison trial =
        evidence
            .trials()
            .of("inputs", evidence.spec(), evidence.split().scaledBy(Scaling.STANDARD));
    if (trial == null ? largest <= 2 * LARGE : trial.improvement() < IMPROVEMENT) {
      return new Outcome.Clean(largest, LARGE);
    }
    Symptom symptom =
        Symptom.of(
                Severity.WARNING,
                largest,
                LARGE,
                ("The largest feature is about %s in size, and the widest varies %s times as much as"
                        + " the narrowest. Initial weights are made for inputs of mean 0 and variance"
                        + " 1: larger ones saturate or overdrive the first layer, and one learning"
                        + " rate cannot suit features of different size.")
                    .formatted(Wording.number(largest), Wording.number(ratio)))
            .at(List.of(1))
            .with("largestFeature", largest)
            .with("ratioOfSpreads", ratio)
            .curedBy(Remedies.scaledInputs());
    return trial == null
        ? symptom
        : symptom.with("fit", trial.here()).with("fitWithScaledInputs", trial.there());
  }
}
