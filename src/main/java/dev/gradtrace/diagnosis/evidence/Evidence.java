package dev.gradtrace.diagnosis.evidence;

import dev.gradtrace.dataset.Scaling;
import dev.gradtrace.dataset.Split;
import dev.gradtrace.gradient.Cost;
import dev.gradtrace.matrix.Matrix;
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
 * All that rules look at: specification, data, course of the loss, layers at the start and at the
 * end, and what can be attained. What takes time to compute is computed when it is first asked for;
 * all of it is a function of job, recording and effort. For one thread.
 */
public final class Evidence {

  /** The fit from which on a run counts as good. */
  public static final double GOOD = 0.9;

  /** Share of the attainable fit from which on a run does well, as networks and tasks differ. */
  public static final double SHARE_OF_ATTAINABLE = 0.8;

  /** The same for a run that is not over. */
  private static final double SHARE_SO_FAR = 0.2;

  /** Share of the norm of a layer by which steps that are too long move it at once. */
  private static final double LITTLE = 0.05;

  /** Multiplications; some hundredths of a second. */
  private static final long WORK_OF_SCORES = 200_000_000;

  private static final int LEAST_SCORED = 64;

  /** A fit below which nothing has been learnt. */
  public static final double SOMETHING = 0.1;

  /** A fit below which data hold nothing that can be learnt. */
  private static final double NOTHING = 0.05;

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
   * @param data as the run sees them, scaled
   */
  public static Evidence of(TrainingSpec spec, Split data, Observation observation, Effort effort) {
    Split split = data.forOutputs(spec.network().outputs());
    return new Evidence(spec, split, summary(spec, split, observation), observation, effort);
  }

  /** Samples count as in the losses of the run: by class, unless others judge it. */
  private static DataSummary summary(TrainingSpec spec, Split data, Observation observation) {
    return DataSummary.of(
        data.training(), observation.judgedByOthers() ? null : spec.objective().classWeights());
  }

  /**
   * The evidence of the same run later: what is known of data and start is not computed again.
   *
   * @param later what was recorded by then
   */
  public Evidence at(Observation later) {
    Evidence evidence = new Evidence(spec, split, data, later, effort);
    evidence.initial = initial;
    evidence.start = start;
    evidence.attainable = attainable;
    return evidence;
  }

  /** The evidence of the run of a changed job; what can be attained is the same. */
  Evidence changed(TrainingSpec changed, Split its, Observation run) {
    Evidence evidence = new Evidence(changed, its, summary(changed, its, run), run, effort);
    evidence.attainable = attainable();
    return evidence;
  }

  public TrainingSpec spec() {
    return spec;
  }

  /** Before any schedule. */
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

  /** The job with another specification, on the same data. */
  public Change change(TrainingSpec changed) {
    return new Change(changed, split);
  }

  /** The job with another network, started from the seed. */
  public Change change(NetworkSpec changed) {
    return change(spec.withNetwork(changed));
  }

  /** The job with inputs of mean 0 and variance 1. */
  public Change scaledInputs() {
    Split known = scaled;
    if (known == null) {
      known = split.scaledBy(Scaling.STANDARD);
      scaled = known;
    }
    return new Change(spec, known);
  }

  /** The network as the run left it; null if that is not known, or holds what is not a number. */
  @Nullable public Parameters parameters() {
    Parameters last = observation.parameters();
    return last == null || last.matrices().anyMatch(matrix -> !matrix.isFinite()) ? null : last;
  }

  /** The network before the first step. */
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

  /** The layers after the last step; those before the first if the last are not known. */
  public Snapshot end() {
    Snapshot known = end;
    if (known == null) {
      Parameters last = parameters();
      known = last == null ? start() : snapshot(last);
      end = known;
    }
    return known;
  }

  /** η·λ before the first step; null where it is not known. */
  @Nullable public Steepness steepnessAtStart() {
    return Steepness.of(spec, initial(), split.training(), effort);
  }

  /** η·λ after the last step; null where it is not known. */
  @Nullable public Steepness steepnessAtEnd() {
    Parameters last = parameters();
    return last == null ? null : Steepness.of(spec, last, split.training(), effort);
  }

  /** How right the answers of the run are, class by class; null where they are not known. */
  @Nullable public AnswerScores scores() {
    Parameters last = parameters();
    return last == null ? null : scores(last);
  }

  /** How right the answers of a network like that of the run are, on samples of the run. */
  AnswerScores scores(Parameters of) {
    long affordable = WORK_OF_SCORES / network().parameterCount();
    int samples = (int) Math.max(LEAST_SCORED, Math.min(affordable, data.samples()));
    return AnswerScores.of(new Network(network(), of), split.training().thinnedTo(samples));
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
      known = Attainable.of(split, network().outputs());
      attainable = known;
    }
    return known;
  }

  /** The rate that a learning-rate test of the job suggests. */
  public SuggestedRate suggestedRate() {
    SuggestedRate known = suggestedRate;
    if (known == null) {
      known = SuggestedRate.of(spec, split, effort);
      suggestedRate = known;
    }
    return known;
  }

  /** Whether the run ended by itself, so that more of it would not change the picture. */
  public boolean isWhole() {
    return observation.whole();
  }

  /** Whether there is anything to judge the run by. */
  public boolean hasHistory() {
    return history.length() > 0 || history.isBroken();
  }

  /**
   * Whether the run is trained elsewhere: the data are what it is looked at with, and say nothing
   * of what can be attained.
   */
  public boolean isTrainedElsewhere() {
    return !effort.allowsTraining();
  }

  public Fit fit() {
    return Fit.of(history, data, spec);
  }

  /** The fit before the first step. */
  Fit beginning() {
    return Fit.of(history.beginning(), data, spec);
  }

  /**
   * Whether the run has learnt much less than can be learnt. Most rules speak only then: what looks
   * wrong in a network that learns well is not wrong. True where nothing can be learnt, and where
   * nobody knows what can be.
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

  /** Whether the weights at the end are those of the start but for a twentieth. */
  public boolean hasHardlyMoved() {
    Parameters last = parameters();
    if (last == null) {
      return false;
    }
    return IntStream.rangeClosed(1, depth())
        .allMatch(
            l -> {
              Matrix first = initial().weights(l);
              return last.weights(l).distance(first) <= LITTLE * first.norm();
            });
  }

  /** Whether the whole run has learnt something, and what can be learnt. */
  public boolean attains() {
    boolean constant = data.hasConstantTargets() || data.samples() < 2;
    return isWhole()
        && hasHistory()
        && !history.isBroken()
        && !isStruggling()
        && (constant || fit().best() >= SOMETHING);
  }

  /** How much something matters that would keep a network from learning. */
  public Severity gravity(Severity whereItStruggles) {
    return isStruggling() ? whereItStruggles : Severity.INFO;
  }
}
