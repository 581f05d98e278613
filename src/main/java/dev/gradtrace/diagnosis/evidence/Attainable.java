package dev.gradtrace.diagnosis.evidence;

import dev.gradtrace.dataset.Dataset;
import dev.gradtrace.dataset.Scaling;
import dev.gradtrace.dataset.Split;
import dev.gradtrace.gradient.Cost;
import dev.gradtrace.network.Activation;
import dev.gradtrace.network.Elementwise;
import dev.gradtrace.network.NetworkSpec;
import dev.gradtrace.network.Softmax;
import dev.gradtrace.training.Objective;
import dev.gradtrace.training.Optimizer;
import dev.gradtrace.training.Passes;
import dev.gradtrace.training.Start;
import dev.gradtrace.training.TrainingSpec;
import dev.gradtrace.training.UpdateRule;

/**
 * What a healthy learner of modest size makes of the data in a short time: its fit is what the run
 * is measured by. Each learner is asked when its answer is needed first.
 */
public final class Attainable {

  private static final int MAX_SAMPLES = 512;
  private static final int UNITS = 32;
  private static final int MAX_EPOCHS = 60;
  private static final int BATCH = 32;
  private static final double RATE = 0.01;
  private static final long MULTIPLICATIONS = 100_000_000;

  private final Split data;
  private final Effort effort;
  private double linear = Double.NaN;
  private double network = Double.NaN;

  private Attainable(Split data, Effort effort) {
    this.data = data;
    this.effort = effort;
  }

  static Attainable of(Split data, int outputs, Effort effort) {
    Dataset training = data.training();
    Dataset some =
        Variations.withStandardTargets(training.thinnedTo(MAX_SAMPLES)).forOutputs(outputs);
    Split scaled = Split.of(some).scaledBy(Scaling.STANDARD);
    return new Attainable(scaled, effort);
  }

  /** Fit of a linear model. */
  double linear() {
    if (Double.isNaN(linear)) {
      linear = fit();
    }
    return linear;
  }

  /** Fit of a network with two hidden layers. */
  public double network() {
    if (Double.isNaN(network)) {
      network = fit(UNITS, UNITS);
    }
    return network;
  }

  /** Whether a share of what can be attained is more than a fit; as well where nothing can be. */
  boolean surpasses(double fit, double share, double nothing) {
    double simple = Math.max(0, linear());
    if (simple >= nothing && fit < share * simple) {
      return true;
    }
    double best = Math.max(simple, network());
    return best < nothing || fit < share * best;
  }

  private double fit(int... hidden) {
    TrainingSpec spec = spec(data.training(), hidden);
    DataSummary summary = DataSummary.of(data.training());
    LossHistory history =
        Probe.of(spec, data, new Effort(MULTIPLICATIONS, effort.stop())).history();
    return Fit.of(history, summary, spec).best();
  }

  private static TrainingSpec spec(Dataset data, int... hidden) {
    boolean single = data.outputs() == 1;
    boolean classes = data.isClassification();
    Activation output =
        !classes ? Elementwise.LINEAR : single ? Elementwise.SIGMOID : new Softmax();
    Cost cost =
        !classes
            ? Cost.MEAN_SQUARED_ERROR
            : single ? Cost.BINARY_CROSS_ENTROPY : Cost.CATEGORICAL_CROSS_ENTROPY;
    NetworkSpec network = Variations.network(data.features(), hidden, data.outputs(), output);
    return new TrainingSpec(
        network,
        new Objective(cost, 0),
        UpdateRule.of(
            new Optimizer.Adam(
                RATE,
                Optimizer.Adam.DEFAULT_BETA1,
                Optimizer.Adam.DEFAULT_BETA2,
                Optimizer.DEFAULT_EPSILON)),
        Passes.shuffled(BATCH, MAX_EPOCHS),
        Start.seeded(0));
  }
}
