package dev.gradtrace.diagnosis.random;

import dev.gradtrace.caption.Caption;
import dev.gradtrace.dataset.Dataset;
import dev.gradtrace.dataset.Labels;
import dev.gradtrace.dataset.Scaling;
import dev.gradtrace.gradient.Cost;
import dev.gradtrace.job.spec.DataSpec;
import dev.gradtrace.job.spec.JobSpec;
import dev.gradtrace.network.Activation;
import dev.gradtrace.network.Elementwise;
import dev.gradtrace.network.NetworkSpec;
import dev.gradtrace.network.Softmax;
import dev.gradtrace.trace.TracePolicy;
import dev.gradtrace.training.LearningRateSchedule;
import dev.gradtrace.training.Objective;
import dev.gradtrace.training.Optimizer;
import dev.gradtrace.training.Passes;
import dev.gradtrace.training.Start;
import dev.gradtrace.training.TrainingSpec;
import dev.gradtrace.training.UpdateRule;

/** A random job; most of them make no sense. */
final class RandomJob {

  /** Approximate multiplications of a run; some tenths of a second. */
  private static final double WORK = 6e8;

  /** Overhead of a step in multiplications per layer. */
  private static final double WORK_OF_STEP = 6000;

  private final Draws draws;
  private final RandomData data;
  private final boolean isClassification;

  private RandomJob(Draws draws, RandomData data) {
    this.draws = draws;
    this.data = data;
    this.isClassification = data.dataset().isClassification();
  }

  static JobSpec draw(long seed, RandomData data) {
    return new RandomJob(new Draws(seed), data).draw();
  }

  private JobSpec draw() {
    draws.beOdd(draws.of(0.15, 0.4, 1.0));
    Cost cost = cost();
    NetworkSpec network = new RandomNetwork(draws, data.dataset().features(), output(cost)).draw();
    double held = draws.chance(0.3) ? draws.uniform(0.1, 0.5) : 0;
    int samples = data.dataset().samples();
    if (held > 0 && samples < 10) {
      held = 0;
    }
    Scaling scaling = draws.odd(0.5) ? Scaling.NONE : draws.of(Scaling.STANDARD, Scaling.MIN_MAX);
    UpdateRule rule =
        new UpdateRule(
            optimizer(),
            draws.odd(0.15)
                ? new LearningRateSchedule.Cosine(0)
                : new LearningRateSchedule.Constant(),
            draws.odd(0.1) ? draws.integer(1, 200) : 0,
            draws.odd(0.15) ? (Double) draws.between(0.1, 10) : null);
    double l2 = draws.odd(0.4) ? draws.between(1e-3, 1000) : 0;
    TrainingSpec training =
        new TrainingSpec(
            network,
            new Objective(cost, l2),
            rule,
            passes(network, samples),
            Start.seeded(draws.seed()));
    return new JobSpec(
        Caption.NONE,
        training,
        TracePolicy.thinned(),
        new DataSpec(data.origin(), scaling, held, null));
  }

  private Passes passes(NetworkSpec network, int samples) {
    int batch =
        draws.odd(0.5) ? draws.integer(1, samples) : Math.min(samples, draws.of(8, 16, 32, 64));
    double steps = Math.ceil(samples / (double) batch);
    double workOfEpoch =
        4.0 * samples * network.parameterCount() + steps * network.depth() * WORK_OF_STEP;
    int most = (int) Math.max(1, Math.min(300, WORK / workOfEpoch));
    int epochs = draws.odd(0.6) ? draws.integer(1, most) : Math.min(most, draws.anyOf(20, 100));
    return new Passes(batch, epochs, !draws.odd(0.15), null);
  }

  private Cost cost() {
    Cost right =
        !isClassification
            ? draws.of(Cost.MEAN_SQUARED_ERROR, Cost.QUADRATIC, Cost.MEAN_ABSOLUTE_ERROR)
            : draws.of(Cost.BINARY_CROSS_ENTROPY, Cost.CATEGORICAL_CROSS_ENTROPY, Cost.QUADRATIC);
    Cost any = draws.odd(0.5) ? draws.of(Cost.values()) : right;
    return any.wantsProbabilities() && !areProbabilities(any) ? Cost.MEAN_SQUARED_ERROR : any;
  }

  private boolean areProbabilities(Cost cost) {
    if (isClassification) {
      return true;
    }
    double[][] targets = Score.targets(data.dataset());
    for (double[] row : targets) {
      double sum = 0;
      for (double y : row) {
        if (!(y >= 0 && y <= 1)) {
          return false;
        }
        sum += y;
      }
      if (cost.wantsDistributions() && Math.abs(sum - 1) > 1e-9) {
        return false;
      }
    }
    return true;
  }

  private RandomNetwork.Output output(Cost cost) {
    Dataset dataset = data.dataset();
    Labels labels = dataset.labels();
    boolean single =
        dataset.isLabelled()
            && labels != null
            && labels.classes() == 2
            && cost != Cost.CATEGORICAL_CROSS_ENTROPY
            && draws.chance(0.7);
    int units = single ? 1 : dataset.outputs();
    Activation right =
        switch (cost) {
          case BINARY_CROSS_ENTROPY -> Elementwise.SIGMOID;
          case CATEGORICAL_CROSS_ENTROPY -> new Softmax();
          default ->
              !isClassification
                  ? Elementwise.LINEAR
                  : units == 1 ? Elementwise.SIGMOID : new Softmax();
        };
    return new RandomNetwork.Output(
        units, draws.odd(0.25) ? RandomNetwork.activation(draws, true) : right);
  }

  private Optimizer optimizer() {
    boolean any = draws.chance(0.55);
    double rate = any ? draws.between(1e-7, 100) : draws.between(0.3, 3);
    return switch (draws.anyOf(0, 7)) {
      case 0, 1 -> new Optimizer.Sgd(any ? rate : 0.1 * rate, 0, false);
      case 2 -> new Optimizer.Sgd(any ? rate : 0.02 * rate, 0.9, draws.chance(0.5));
      case 3 -> new Optimizer.RmsProp(any ? rate : 0.002 * rate, 0.9, 1e-7);
      case 4 -> new Optimizer.Adagrad(any ? rate : 0.05 * rate, 0.1, 1e-7);
      case 5 -> new Optimizer.AdamW(adam(any ? rate : 0.005 * rate), draws.between(1e-4, 0.1));
      default -> adam(any ? rate : 0.005 * rate);
    };
  }

  private static Optimizer.Adam adam(double rate) {
    return new Optimizer.Adam(rate, 0.9, 0.999, 1e-7);
  }
}
