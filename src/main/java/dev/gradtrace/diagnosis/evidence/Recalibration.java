package dev.gradtrace.diagnosis.evidence;

import dev.gradtrace.dataset.Dataset;
import dev.gradtrace.dataset.Split;
import dev.gradtrace.gradient.SampleStatistics;
import dev.gradtrace.network.Network;
import dev.gradtrace.network.NetworkSpec;
import dev.gradtrace.network.Parameters;
import dev.gradtrace.training.TrainingSpec;
import org.jspecify.annotations.Nullable;

/**
 * How the trained network answers at inference with its moving statistics, and with those of the
 * training samples in their place. Nothing is trained.
 *
 * @param moving fit with the moving statistics
 * @param exact fit with those of the samples
 * @param samples on how many
 */
public record Recalibration(double moving, double exact, int samples) {

  private static final long MULTIPLICATIONS = 40_000_000;
  private static final int LEAST_SAMPLES = 64;
  private static final int MOST_SAMPLES = 4096;

  /** Forward passes that it takes: one for the statistics, an evaluation and a step for each. */
  private static final int PASSES = 9;

  /** Of a run; null where nothing is normalised over samples, or the network is not known. */
  public static @Nullable Recalibration of(Evidence evidence) {
    NetworkSpec network = evidence.network();
    Parameters moving = evidence.parameters();
    if (!network.mixesSamples() || moving == null) {
      return null;
    }
    long affordable = MULTIPLICATIONS / (PASSES * network.parameterCount());
    int samples = (int) Math.max(LEAST_SAMPLES, Math.min(MOST_SAMPLES, affordable));
    Dataset some =
        evidence.split().training().thinnedTo(Math.min(samples, evidence.data().samples()));
    Parameters exact =
        SampleStatistics.of(
            new Network(network, moving), some.inputs().toMatrix(0, some.samples()));
    Split split = Split.of(some);
    return new Recalibration(
        fit(evidence, moving, split), fit(evidence, exact, split), some.samples());
  }

  /** Fit of a network before any step. */
  private static double fit(Evidence evidence, Parameters parameters, Split samples) {
    TrainingSpec spec = evidence.spec().withParameters(parameters).withEpochs(1);
    LossHistory before =
        LossHistory.of(Probe.observe(spec, samples, 1, Long.MAX_VALUE / 8).curve()).beginning();
    double fit = Fit.of(before, DataSummary.of(samples.training()), spec).best();
    return Double.isFinite(fit) ? fit : -1;
  }

  /** Share of what the network knows that its moving statistics spoil, in [0, 1]. */
  public double spoilt() {
    return exact <= 0 ? 0 : Math.max(0, (exact - Math.max(0, moving)) / exact);
  }
}
