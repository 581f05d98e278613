package dev.gradtrace.diagnosis.block;

import dev.gradtrace.dataset.Dataset;
import dev.gradtrace.diagnosis.evidence.Evidence;
import dev.gradtrace.gradient.GradientProbe;
import dev.gradtrace.gradient.Mode;
import dev.gradtrace.matrix.Matrix;
import dev.gradtrace.network.Network;
import dev.gradtrace.network.Parameters;
import dev.gradtrace.wording.Figures;
import org.jspecify.annotations.Nullable;

/**
 * The effect of dropout on the outputs of a trained regression, in standard deviations of the
 * targets.
 *
 * @param noise root mean square deviation of an output over masks
 * @param shift root mean square difference between the output without a mask and the mean over
 *     masks
 */
public record MaskedAnswers(double noise, double shift) {

  private static final int MASKS = 16;
  private static final int MOST_SAMPLES = 128;
  private static final long MULTIPLICATIONS = 40_000_000;

  /** Shift from which it is reported. */
  private static final double TELLING = 0.1;

  /** The effect in a run; null for a classification, or if it is unknown or takes too much work. */
  static @Nullable MaskedAnswers of(Evidence evidence) {
    Parameters parameters = evidence.parameters();
    long affordable = MULTIPLICATIONS / (3 * MASKS * evidence.network().parameterCount());
    if (evidence.data().isClassification() || parameters == null || affordable < 1) {
      return null;
    }
    int samples = (int) Math.min(Math.min(MOST_SAMPLES, affordable), evidence.data().samples());
    Dataset some = evidence.split().training().thinnedTo(samples);
    double scale =
        evidence.data().targets().stream().mapToDouble(column -> column.std()).max().orElse(0);
    return scale > 0 ? measure(evidence, parameters, some, scale) : null;
  }

  private static MaskedAnswers measure(
      Evidence evidence, Parameters parameters, Dataset some, double scale) {
    Network network = new Network(evidence.network(), parameters);
    Matrix inputs = some.inputs().toMatrix(0, some.samples());
    Matrix targets = some.targetsFor(evidence.network().outputs()).toMatrix(0, some.samples());
    double[][] bare =
        GradientProbe.of(network, evidence.cost(), inputs, targets, Mode.INFERENCE, 0).outputs();
    double[][] mean = new double[bare.length][bare[0].length];
    double[][] square = new double[bare.length][bare[0].length];
    for (int mask = 1; mask <= MASKS; mask++) {
      double[][] masked =
          GradientProbe.of(network, evidence.cost(), inputs, targets, Mode.TRAINING, mask)
              .outputs();
      for (int i = 0; i < bare.length; i++) {
        for (int j = 0; j < bare[i].length; j++) {
          mean[i][j] += masked[i][j] / MASKS;
          square[i][j] += masked[i][j] * masked[i][j] / MASKS;
        }
      }
    }
    double noise = 0;
    double shift = 0;
    int count = bare.length * bare[0].length;
    for (int i = 0; i < bare.length; i++) {
      for (int j = 0; j < bare[i].length; j++) {
        noise += Math.max(0, square[i][j] - mean[i][j] * mean[i][j]) / count;
        shift += (bare[i][j] - mean[i][j]) * (bare[i][j] - mean[i][j]) / count;
      }
    }
    return new MaskedAnswers(Math.sqrt(noise) / scale, Math.sqrt(shift) / scale);
  }

  String explanation() {
    return "The masks scatter an answer by %s standard deviations of the targets%s."
        .formatted(
            Figures.number(noise),
            shift >= TELLING
                ? ", and without masks the answers are shifted by %s against their mean: the network has"
                        .formatted(Figures.number(shift))
                    + " learnt for signals that inference does not have"
                : "");
  }
}
