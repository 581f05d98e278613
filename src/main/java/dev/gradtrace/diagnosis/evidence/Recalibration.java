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
 * The fit of the trained network at inference with its moving statistics, and with those of the
 * training samples instead. Nothing is trained.
 *
 * @param moving fit with the moving statistics
 * @param exact fit with the statistics of the samples
 * @param samples number of samples used
 */
public record Recalibration(double moving, double exact, int samples) {

  private static final long MULTIPLICATIONS = 40_000_000;
  private static final int LEAST_SAMPLES = 64;
  private static final int MOST_SAMPLES = 4096;

  /**
   * Cost in forward passes: one for the statistics, and an evaluation and a step for each of the
   * two.
   */
  private static final int PASSES = 9;

  /** Fit of accuracy from which a smaller loss changes little. */
  private static final double RIGHT = 0.9;

  /**
   * Measures a run, by its loss if that is spoilt more and many answers are wrong; null if it has
   * no batch norm, or its parameters are unknown.
   */
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
    Fit here = fit(evidence, moving, split);
    Fit there = fit(evidence, exact, split);
    Recalibration best = of(here.best(), there.best(), some.samples());
    Recalibration ofLoss = of(here.ofLoss(), there.ofLoss(), some.samples());
    return here.ofAccuracy() < RIGHT && ofLoss.spoilt() > best.spoilt() ? ofLoss : best;
  }

  private static Recalibration of(double moving, double exact, int samples) {
    return new Recalibration(finite(moving), finite(exact), samples);
  }

  private static double finite(double fit) {
    return Double.isFinite(fit) ? fit : -1;
  }

  /** The fit of a network without training. */
  private static Fit fit(Evidence evidence, Parameters parameters, Split samples) {
    TrainingSpec spec = evidence.spec().withParameters(parameters);
    DataSummary data = DataSummary.of(samples.training(), spec.objective().classWeights());
    return Fit.of(Probe.untrained(spec, samples), data, spec);
  }

  /** Share of the fit that is lost by the moving statistics, in [0, 1]. */
  public double spoilt() {
    return exact <= 0 ? 0 : Math.max(0, (exact - Math.max(0, moving)) / exact);
  }
}
