package dev.gradtrace.diagnosis.evidence;

import dev.gradtrace.dataset.Dataset;
import dev.gradtrace.dataset.Scaling;
import dev.gradtrace.dataset.Split;
import dev.gradtrace.diagnosis.evidence.Observation.Extent;
import dev.gradtrace.gradient.Cost;
import dev.gradtrace.network.LayerSpec;
import dev.gradtrace.network.Network;
import dev.gradtrace.network.NetworkSpec;
import dev.gradtrace.network.Parameters;
import dev.gradtrace.trace.GradientTrace;
import dev.gradtrace.training.TrainingSpec;
import dev.gradtrace.training.score.AnswerScores;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The input of rules: specification, data, loss curve, layers at start and end, and what can be
 * attained. Expensive parts are computed on first use; all are functions of job, records and
 * effort. Not thread-safe.
 */
public final class Evidence {

  /** Fit from which a run counts as good. */
  public static final double GOOD = 0.9;

  /** Share of the attainable fit from which a run counts as good; networks and tasks differ. */
  public static final double SHARE_OF_ATTAINABLE = 0.8;

  /** {@link #SHARE_OF_ATTAINABLE} for a run that has not ended. */
  private static final double SHARE_SO_FAR = 0.2;

  /** Multiplications; some hundredths of a second. */
  private static final long WORK_OF_SCORES = 200_000_000;

  private static final int LEAST_SCORED = 64;

  /** Ratio of the spreads of targets from which their sum of squares is that of the widest. */
  public static final double MUCH_WIDER = 10;

  /** Fit below which nothing was learnt. */
  public static final double SOMETHING = 0.1;

  /** Attainable fit below which the data have nothing to learn. */
  static final double NOTHING = 0.05;

  /** Fit of a loss that is twice that of a constant answer. */
  private static final double FAR_WORSE = -1;

  private final TrainingSpec spec;
  private final Split split;
  private final Observation observation;
  private final Effort effort;
  private final DataSummary data;
  private final LossHistory history;
  private final Trials trials;
  private @Nullable Parameters initial;
  private @Nullable Snapshot start;
  private @Nullable Snapshot end;
  private @Nullable Attainable attainable;
  private @Nullable Split scaled;
  private @Nullable SuggestedRate suggestedRate;
  private @Nullable Fit fit;
  private @Nullable Boolean showsNothing;

  private Evidence(
      TrainingSpec spec, Split split, DataSummary data, Observation observation, Effort effort) {
    this.spec = spec;
    this.split = split;
    this.observation = observation;
    this.effort = effort;
    this.data = data;
    LossHistory whole = LossHistory.of(observation.curve());
    this.history = observation.judgedByOthers() ? whole.onOthers() : whole;
    this.trials = new Trials(this, effort);
  }

  /**
   * The evidence of a run.
   *
   * @param data scaled data of the run
   */
  public static Evidence of(TrainingSpec spec, Split data, Observation observation, Effort effort) {
    Split split = data.forOutputs(spec.network().outputs());
    return new Evidence(spec, split, summary(spec, split, observation), observation, effort);
  }

  /**
   * Statistics weighted like the losses of the run, which are those of validation samples if these
   * judge it.
   */
  private static DataSummary summary(TrainingSpec spec, Split data, Observation observation) {
    return DataSummary.of(
        data.training(), observation.judgedByOthers() ? null : spec.objective().classWeights());
  }

  /**
   * The evidence of the same run at a later time; what depends only on data and start is reused.
   *
   * @param later records at that time
   */
  public Evidence at(Observation later) {
    Evidence evidence = new Evidence(spec, split, data, later, effort);
    evidence.initial = initial;
    evidence.start = start;
    evidence.attainable = attainable;
    return evidence;
  }

  /** The evidence of a changed job; what can be attained is reused. */
  Evidence changed(TrainingSpec changed, Split its, Observation run) {
    Evidence evidence = new Evidence(changed, its, summary(changed, its, run), run, effort);
    evidence.attainable = attainable();
    return evidence;
  }

  public TrainingSpec spec() {
    return spec;
  }

  /** η before any schedule. */
  public double learningRate() {
    return spec.optimizer().learningRate();
  }

  public NetworkSpec network() {
    return spec.network();
  }

  public Cost cost() {
    return spec.cost();
  }

  public int depth() {
    return network().depth();
  }

  public LayerSpec output() {
    return network().layer(depth());
  }

  public Split split() {
    return split;
  }

  public DataSummary data() {
    return data;
  }

  public LossHistory history() {
    return history;
  }

  public GradientTrace trace() {
    return observation.trace();
  }

  public Trials trials() {
    return trials;
  }

  /** A change of the specification alone. */
  public Change change(TrainingSpec changed) {
    return new Change(changed, split);
  }

  /** A change of the network, with parameters drawn from the seed. */
  public Change change(NetworkSpec changed) {
    return change(spec.withNetwork(changed));
  }

  /** A change of the scaling of inputs to mean 0 and variance 1. */
  public Change scaledInputs() {
    Split known = scaled;
    if (known == null) {
      known = split.scaledBy(Scaling.STANDARD);
      scaled = known;
    }
    return new Change(spec, known);
  }

  /** The final parameters of the run; null if unknown or not finite. */
  @Nullable public Parameters parameters() {
    Parameters last = observation.parameters();
    return last == null || last.matrices().anyMatch(matrix -> !matrix.isFinite()) ? null : last;
  }

  /** The initial parameters. */
  public Parameters initial() {
    Parameters known = initial;
    if (known == null) {
      known = spec.initialParameters();
      initial = known;
    }
    return known;
  }

  /** The layers before the first step. */
  public Snapshot start() {
    Snapshot known = start;
    if (known == null) {
      known = snapshot(initial());
      start = known;
    }
    return known;
  }

  /** The layers after the last step; those before the first if the final parameters are unknown. */
  public Snapshot end() {
    Snapshot known = end;
    if (known == null) {
      Parameters last = parameters();
      known = last == null ? start() : snapshot(last);
      end = known;
    }
    return known;
  }

  /** η·λ before the first step; null if unknown. */
  @Nullable public Steepness steepnessAtStart() {
    return Steepness.of(spec, initial(), split.training(), effort);
  }

  /** η·λ after the last step; null if unknown. */
  @Nullable public Steepness steepnessAtEnd() {
    Parameters last = parameters();
    return last == null ? null : Steepness.of(spec, last, split.training(), effort);
  }

  /** The scores of the run by class; null if unknown. */
  @Nullable public AnswerScores scores() {
    Parameters last = parameters();
    return last == null ? null : scores(last);
  }

  /** The scores of the network with other parameters, on training samples. */
  AnswerScores scores(Parameters of) {
    return AnswerScores.of(new Network(network(), of), scored());
  }

  /** As many training samples as may be evaluated. */
  private Dataset scored() {
    long affordable = WORK_OF_SCORES / network().parameterCount();
    int samples = (int) Math.max(LEAST_SCORED, Math.min(affordable, data.samples()));
    return split.training().thinnedTo(samples);
  }

  /**
   * The last training loss without class weights, to compare with a validation loss, which never
   * has them; NaN if unknown.
   */
  public double unweightedLoss() {
    if (spec.objective().classWeights() == null) {
      return history.epochs().isEmpty() ? Double.NaN : history.last().trainingLoss();
    }
    Parameters last = parameters();
    return last == null
        ? Double.NaN
        : Probe.untrained(spec.withParameters(last).withClassWeights(null), Split.of(scored()))
            .initialLoss();
  }

  public Stream<Snapshot> snapshots() {
    return Stream.of(start(), end());
  }

  private Snapshot snapshot(Parameters parameters) {
    return Snapshot.of(new Network(network(), parameters), cost(), split.training());
  }

  public Attainable attainable() {
    Attainable known = attainable;
    if (known == null) {
      known = Attainable.of(split, network().outputs(), effort);
      attainable = known;
    }
    return known;
  }

  /** The learning rate that a learning-rate test of the job suggests. */
  public SuggestedRate suggestedRate() {
    SuggestedRate known = suggestedRate;
    if (known == null) {
      known = SuggestedRate.of(spec, split, effort);
      suggestedRate = known;
    }
    return known;
  }

  /** Whether the run ended by itself, so that continuing it would change nothing. */
  public boolean isWhole() {
    return observation.isWhole();
  }

  /** Whether the run is over, by itself or not, so that its diagnosis is final. */
  public boolean isOver() {
    return observation.extent() != Extent.SO_FAR;
  }

  /** Whether only a part of the samples was trained on, so that the job itself may do otherwise. */
  boolean isOfAPart() {
    return observation.judgedByOthers();
  }

  /** Whether early stopping ended the run before its last epoch. */
  public boolean isStoppedEarly() {
    return spec.passes().earlyStopping() != null
        && isWhole()
        && hasHistory()
        && !history.isBroken()
        && history.length() < spec.epochs();
  }

  /** Whether there are losses to judge the run by. */
  public boolean hasHistory() {
    return history.length() > 0 || history.isBroken();
  }

  /**
   * Whether the run is trained elsewhere: its data are a batch, which does not show what can be
   * attained.
   */
  public boolean isTrainedElsewhere() {
    return !effort.allowsTraining();
  }

  /**
   * The fit of the run: by its loss alone where right answers do not make up for how wrong the
   * others are, and where they were given to a run that hardly moves, or whose loss does not fall.
   */
  public Fit fit() {
    Fit known = fit;
    if (known == null) {
      Fit whole = byTarget(Fit.of(history, data, spec), parameters());
      boolean isFarWorse = whole.ofLoss() < FAR_WORSE && !observation.judgedByOthers();
      Fit before = beginning();
      boolean isGiven =
          whole.ofAccuracy() >= SOMETHING
              && before.ofAccuracy() >= SHARE_OF_ATTAINABLE * whole.ofAccuracy()
              && (before.ofLoss() >= whole.ofLoss() || hasHardlyMoved());
      known = isFarWorse || isGiven ? whole.byLoss() : whole;
      fit = known;
    }
    return known;
  }

  /** The fit of the validation samples; NaN if there are none. */
  public double fitOfValidation() {
    Dataset given = split.validation();
    return given == null || history.length() == 0
        ? Double.NaN
        : Fit.of(history.onOthers(), DataSummary.of(given), spec).best();
  }

  /** The fit before the first step. */
  Fit beginning() {
    return byTarget(Fit.of(history.beginning(), data, spec), initial());
  }

  /**
   * The mean of the fits of the targets, where these differ so much in size that the squared error
   * is that of one of them; otherwise {@code whole}.
   */
  private Fit byTarget(Fit whole, @Nullable Parameters of) {
    boolean differ = data.ratioOfTargets() > MUCH_WIDER && cost().isSquaredError();
    if (!differ || of == null || !Double.isFinite(whole.ofLoss())) {
      return whole;
    }
    Dataset others = observation.judgedByOthers() ? split.validation() : null;
    double[] errors =
        AnswerScores.of(new Network(network(), of), others == null ? scored() : others)
            .squaredErrors();
    return new Fit(
        IntStream.range(0, errors.length)
            .filter(i -> data.targets().get(i).std() > 0)
            .mapToDouble(i -> 1 - errors[i] / Math.pow(data.targets().get(i).std(), 2))
            .average()
            .orElseThrow(),
        Double.NaN);
  }

  /**
   * Whether the run has learnt much less than can be learnt. Most rules only report then, since
   * what looks wrong in a network that learns well is not. True if nothing can be learnt, or that
   * is unknown.
   */
  public boolean isStruggling() {
    double fit = fit().best();
    if (Double.isNaN(fit) || fit >= GOOD) {
      return false;
    }
    if (isTrainedElsewhere()) {
      return true;
    }
    if (data.hasConstantTargets() || data.samples() < 2) {
      return isWhole() || fit < 0;
    }
    double share = isWhole() ? SHARE_OF_ATTAINABLE : SHARE_SO_FAR;
    return attainable().surpasses(fit, share, NOTHING);
  }

  /**
   * Whether the data show nothing to learn: on samples held back neither the learners that tell
   * what can be attained nor the job itself does better than chance, nor are rare classes found
   * that are given more weight. False if that is unknown.
   */
  public boolean showsNothing() {
    Boolean known = showsNothing;
    if (known == null) {
      known = isWhole() && hasHistory() && Chance.isAllOf(this);
      showsNothing = known;
    }
    return known;
  }

  /** Whether a fit is good, in view of what can be attained. */
  public boolean attains(double fit) {
    return fit >= GOOD || !attainable().surpasses(fit, SHARE_OF_ATTAINABLE, NOTHING);
  }

  /** Whether the weights have changed by less than a twentieth of their norm. */
  public boolean hasHardlyMoved() {
    return Movement.of(this) <= Movement.LITTLE;
  }

  /** Whether the completed run has learnt something, and what can be learnt. */
  public boolean attains() {
    boolean constant = data.hasConstantTargets() || data.samples() < 2;
    return isWhole()
        && hasHistory()
        && !history.isBroken()
        && !isStruggling()
        && !showsNothing()
        && (constant || fit().best() >= SOMETHING);
  }

  /**
   * The severity of a fault that would keep a network from learning: the given one if the run
   * struggles, else INFO.
   */
  public Severity gravity(Severity whereItStruggles) {
    return isStruggling() ? whereItStruggles : Severity.INFO;
  }
}
