package dev.gradtrace.diagnosis.evidence;

import static java.util.Objects.requireNonNull;

import dev.gradtrace.dataset.Dataset;
import dev.gradtrace.dataset.Scaling;
import dev.gradtrace.dataset.Split;
import dev.gradtrace.gradient.Cost;
import dev.gradtrace.network.Activation;
import dev.gradtrace.network.Elementwise;
import dev.gradtrace.network.Network;
import dev.gradtrace.network.NetworkSpec;
import dev.gradtrace.network.Softmax;
import dev.gradtrace.training.ClassWeights;
import dev.gradtrace.training.Objective;
import dev.gradtrace.training.Optimizer;
import dev.gradtrace.training.Passes;
import dev.gradtrace.training.Start;
import dev.gradtrace.training.TrainingSpec;
import dev.gradtrace.training.UpdateRule;
import dev.gradtrace.training.rate.ShortRun;
import dev.gradtrace.training.score.AnswerScores;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The fit that healthy learners of modest size attain on the data in a short time; runs are
 * compared with it. With enough samples it is measured on samples held back, so that overfitting
 * does not count. Each learner is trained when first needed.
 */
public final class Attainable {

  private static final int MAX_SAMPLES = 2_000;
  private static final int MIN_SAMPLES_TO_DIVIDE = 60;
  private static final double HELD_BACK = 0.2;

  /** Samples below which one part of them tells little, so that others are held back in turn. */
  private static final int FEW = 500;

  private static final int DIVISIONS_OF_FEW = 3;

  /** Fewest samples of a class held back that tell whether it is found. */
  private static final int LEAST_OF_A_CLASS = 10;

  private static final int MAX_EPOCHS = 150;
  private static final int BATCH = 32;

  /** The learners, the simplest first. */
  private enum Learner {
    LINEAR("a linear model", 0.01),
    NETWORK("a network of two layers of 32 rectifiers", 0.01, 32, 32),
    LARGER_NETWORK("a network of two layers of 64 rectifiers", 0.003, 64, 64);

    private final String label;
    private final double rate;
    private final int[] hidden;

    Learner(String label, double rate, int... hidden) {
      this.label = label;
      this.rate = rate;
      this.hidden = hidden;
    }
  }

  /** The same samples, divided differently. */
  private final List<Split> divisions;

  private final double chance;
  private final long work;
  private @Nullable Boolean findsRareClasses;
  private final Map<Learner, Double> fits = new EnumMap<>(Learner.class);

  private Attainable(List<Split> divisions, double chance, long work) {
    this.divisions = divisions;
    this.chance = chance;
    this.work = work / divisions.size();
  }

  static Attainable of(Split data, int outputs, Effort effort) {
    Dataset some =
        Variations.withStandardTargets(data.training().thinnedTo(MAX_SAMPLES)).forOutputs(outputs);
    boolean divides = some.samples() >= MIN_SAMPLES_TO_DIVIDE;
    int parts = divides ? divisions(some.samples()) : 1;
    List<Split> divisions =
        IntStream.range(0, parts)
            .mapToObj(seed -> divides ? Split.of(some, HELD_BACK, seed) : Split.of(some))
            .map(divided -> divided.scaledBy(Scaling.STANDARD))
            .toList();
    long judges = divides ? (long) (HELD_BACK * some.samples() * parts) : 0;
    return new Attainable(divisions, Chance.of(some, judges), effort.ofLearner());
  }

  /** How often samples are divided, each time differently, to hold a part of them back. */
  static int divisions(int samples) {
    return samples < FEW ? DIVISIONS_OF_FEW : 1;
  }

  /** The best fit of all learners. */
  public double best() {
    return Stream.of(Learner.values()).mapToDouble(this::fit).max().orElseThrow();
  }

  /** The fit that chance makes of the samples held back; 1 if there are none. */
  double chance() {
    return chance;
  }

  /**
   * Whether samples held back show that no learner does better than chance.
   *
   * @param nothing fit up to which nothing is learnt of any number of samples
   */
  boolean isNothing(double nothing) {
    return divisions.get(0).validation() != null && best() < Math.max(nothing, chance);
  }

  /**
   * Whether a learner that weighs classes by how rare they are finds them among the samples held
   * back more often than by chance; true if those are too few to tell.
   */
  public boolean findsRareClasses() {
    Boolean known = findsRareClasses;
    if (known == null) {
      known =
          divisions.get(0).validation() == null
              || Stream.of(Learner.LINEAR, Learner.NETWORK).anyMatch(this::findsRareClasses);
      findsRareClasses = known;
    }
    return known;
  }

  private boolean findsRareClasses(Learner learner) {
    AnswerScores scores =
        divisions.stream()
            .map(data -> scores(learner, data))
            .reduce(AnswerScores::and)
            .orElseThrow();
    boolean tells = Arrays.stream(scores.counts()).min().orElse(0) >= LEAST_OF_A_CLASS;
    return !tells || !(scores.aboveConstant() < Chance.OF_ANSWERS * scores.errorOfChance());
  }

  private AnswerScores scores(Learner learner, Split data) {
    TrainingSpec wanted =
        spec(data.training(), learner).withClassWeights(new ClassWeights.Balanced());
    ShortRun plan = ShortRun.of(wanted, data.training().samples(), work);
    Observation run =
        plan == null
            ? Probe.of(wanted.withEpochs(1), data)
            : Probe.of(plan.of(wanted), part(plan, data));
    return AnswerScores.of(
        new Network(wanted.network(), requireNonNull(run.parameters())),
        requireNonNull(data.validation()));
  }

  /** The part of the training samples, judged by all that are held back. */
  private static Split part(ShortRun plan, Split data) {
    return new Split(plan.of(data).training(), data.validation(), data.scaling());
  }

  /** Which learner attains the best fit, on which samples. */
  public String basis() {
    double best = best();
    Learner learner =
        Stream.of(Learner.values()).filter(one -> fit(one) >= best).findFirst().orElseThrow();
    Split data = divisions.get(0);
    Dataset heldBack = data.validation();
    return learner.label
        + ", trained with Adam on "
        + data.training().samples()
        + " samples"
        + (heldBack == null ? "" : " and judged by " + heldBack.samples() + " others")
        + (divisions.size() == 1 ? "" : ", for %s divisions".formatted(divisions.size()));
  }

  /**
   * Whether {@code fit} is less than {@code share} of what can be attained; also if nothing can be.
   */
  boolean surpasses(double fit, double share, double nothing) {
    double best = Double.NEGATIVE_INFINITY;
    for (Learner learner : Learner.values()) {
      best = Math.max(best, fit(learner));
      if (best >= nothing && fit < share * best) {
        return true;
      }
    }
    return best < nothing;
  }

  private double fit(Learner learner) {
    return fits.computeIfAbsent(learner, this::learn);
  }

  /**
   * The mean fit over the divisions at the best epoch: a learner that overfits later could have
   * been stopped there.
   */
  private double learn(Learner learner) {
    List<double[]> courses = divisions.stream().map(data -> course(learner, data)).toList();
    int epochs = courses.stream().mapToInt(course -> course.length).min().orElse(0);
    return IntStream.range(0, epochs)
        .mapToDouble(epoch -> courses.stream().mapToDouble(c -> c[epoch]).average().orElseThrow())
        .max()
        .orElse(Double.NEGATIVE_INFINITY);
  }

  /** The fit after each epoch, on samples held back; without any, that at the end. */
  private double[] course(Learner learner, Split data) {
    TrainingSpec wanted = spec(data.training(), learner);
    ShortRun plan = ShortRun.of(wanted, data.training().samples(), work);
    TrainingSpec spec = plan == null ? wanted.withEpochs(1) : plan.of(wanted);
    Split some = plan == null ? data : part(plan, data);
    LossHistory history = LossHistory.of(Probe.of(spec, some).curve());
    Dataset judges = data.validation();
    if (judges == null) {
      return new double[] {Fit.of(history, DataSummary.of(some.training()), spec).best()};
    }
    DataSummary heldBack = DataSummary.of(judges);
    LossHistory onOthers = history.onOthers();
    return IntStream.rangeClosed(1, onOthers.length())
        .mapToDouble(epochs -> Fit.of(onOthers.first(epochs), heldBack, spec).best())
        .toArray();
  }

  private static TrainingSpec spec(Dataset data, Learner learner) {
    boolean single = data.outputs() == 1;
    boolean classes = data.isClassification();
    Activation output =
        !classes ? Elementwise.LINEAR : single ? Elementwise.SIGMOID : new Softmax();
    Cost cost =
        !classes
            ? Cost.MEAN_SQUARED_ERROR
            : single ? Cost.BINARY_CROSS_ENTROPY : Cost.CATEGORICAL_CROSS_ENTROPY;
    NetworkSpec network =
        Variations.network(data.features(), learner.hidden, data.outputs(), output);
    return new TrainingSpec(
        network,
        new Objective(cost, 0),
        UpdateRule.of(
            new Optimizer.Adam(
                learner.rate,
                Optimizer.Adam.DEFAULT_BETA1,
                Optimizer.Adam.DEFAULT_BETA2,
                Optimizer.DEFAULT_EPSILON)),
        Passes.shuffled(BATCH, MAX_EPOCHS),
        Start.seeded(0));
  }
}
