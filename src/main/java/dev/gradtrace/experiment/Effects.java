package dev.gradtrace.experiment;

import static dev.gradtrace.experiment.Figure.TRAINING_ACCURACY;
import static dev.gradtrace.experiment.Figure.TRAINING_LOSS;
import static dev.gradtrace.experiment.Figure.VALIDATION_ACCURACY;
import static dev.gradtrace.experiment.Figure.VALIDATION_LOSS;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.gradtrace.dataset.Dataset;
import dev.gradtrace.dataset.Split;
import dev.gradtrace.job.JobResult;
import dev.gradtrace.job.JobStatus;
import dev.gradtrace.job.TrainingJob;
import dev.gradtrace.job.TrainingJobs;
import dev.gradtrace.job.UnknownJob;
import dev.gradtrace.job.WrongState;
import dev.gradtrace.job.spec.JobSpec;
import dev.gradtrace.network.Network;
import dev.gradtrace.training.score.AnswerScores;
import dev.gradtrace.validation.InvalidSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Compares the cells of an ended experiment with its first cell, on validation samples if there are
 * any. Classifications are judged by accuracy, or, if that does not improve, by the mean squared
 * error of the outputs (Brier 1950), which unlike a loss means the same under every cost. With
 * unbalanced classes the balanced accuracy is used, the mean recall of the classes. Regressions are
 * judged by loss, or by the mean squared error in the units of the targets if costs or scalings of
 * targets differ.
 */
final class Effects {

  private static final int MOST_REMEMBERED = 200;

  private final TrainingJobs jobs;

  /**
   * Effects by the id of the experiment. As many bins as entries, because a computation locks its
   * bin.
   */
  private final Cache<String, List<RemedyEffect>> known =
      Caffeine.newBuilder().initialCapacity(MOST_REMEMBERED).maximumSize(MOST_REMEMBERED).build();

  Effects(TrainingJobs jobs) {
    this.jobs = jobs;
  }

  /** The effects of the remedies in an ended experiment; computed once. */
  List<RemedyEffect> of(Experiment experiment) {
    return known.get(experiment.id(), id -> compute(experiment));
  }

  private List<RemedyEffect> compute(Experiment experiment) {
    List<RemedyEffect> effects = new ArrayList<>();
    Plan plan = experiment.plan();
    Run base = experiment.runs().get(0);
    for (Run run : experiment.runs()) {
      Effect effect = run.cell() == base.cell() ? null : effect(experiment.id(), base, run);
      if (effect != null) {
        effects.add(
            new RemedyEffect(
                Objects.requireNonNullElse(plan.title(run.cell()), run.id()),
                plan.settings(run.cell()),
                effect));
      }
    }
    return effects;
  }

  /** The effect of a run; null if one of the two jobs failed or was deleted. */
  private @Nullable Effect effect(String experimentId, Run base, Run run) {
    JobResult before = result(base);
    JobResult after = result(run);
    if (before == null || after == null) {
      return null;
    }
    try {
      TrainingJob one = jobs.get(Objects.requireNonNull(base.jobId()));
      TrainingJob other = jobs.get(Objects.requireNonNull(run.jobId()));
      Figure accuracy =
          isOf(VALIDATION_ACCURACY, before, after) ? VALIDATION_ACCURACY : TRAINING_ACCURACY;
      Figure loss = isOf(VALIDATION_LOSS, before, after) ? VALIDATION_LOSS : TRAINING_LOSS;
      boolean held = loss == VALIDATION_LOSS;
      boolean classifies = isOf(accuracy, before, after);
      if (!classifies && losesAlike(one.spec(), other.spec())) {
        return Effect.ofLoss(run, experimentId, loss.label(), of(loss, before), of(loss, after));
      }
      Scored was = scored(one, held);
      Scored is = scored(other, held);
      if (classifies && was.scores().isImbalanced()) {
        return ofClasses(run, experimentId, was, is);
      }
      Effect close = closer(run, experimentId, was, is);
      if (!classifies) {
        return close;
      }
      double wasRight = of(accuracy, before);
      double isRight = of(accuracy, after);
      Effect right = Effect.ofAccuracy(run, experimentId, accuracy.label(), wasRight, isRight);
      boolean decided = right.helped() || Effect.isLost(wasRight, isRight);
      return decided || !close.helped() ? right : close;
    } catch (UnknownJob | WrongState | InvalidSpec e) {
      return null;
    }
  }

  /** Whether the losses of two jobs are comparable. */
  private static boolean losesAlike(JobSpec one, JobSpec other) {
    return one.training().cost() == other.training().cost()
        && one.data().targetScaling() == other.data().targetScaling();
  }

  private static Effect closer(Run run, String experimentId, Scored was, Scored is) {
    return Effect.ofLoss(
        run,
        experimentId,
        is.held() ? "validationMeanSquaredError" : "meanSquaredError",
        was.squaredError(),
        is.squaredError());
  }

  /**
   * The effect with unbalanced classes: a remedy that never predicts the rarest class has not
   * helped.
   */
  private static Effect ofClasses(Run run, String experimentId, Scored was, Scored is) {
    Effect effect =
        Effect.ofAccuracy(
            run,
            experimentId,
            is.held() ? "validationBalancedAccuracy" : "balancedAccuracy",
            was.scores().balancedAccuracy(),
            is.scores().balancedAccuracy());
    return is.scores().recallOfRarest() > 0 ? effect : effect.withoutHelp();
  }

  private static @Nullable JobResult result(Run run) {
    return run.outcome() == null || run.is(JobStatus.CANCELLED) ? null : run.outcome().result();
  }

  /** Whether a figure was measured in one of the two; it is not if a run diverged. */
  private static boolean isOf(Figure figure, JobResult one, JobResult other) {
    return Double.isFinite(of(figure, one)) || Double.isFinite(of(figure, other));
  }

  private static double of(Figure figure, JobResult result) {
    return switch (figure) {
      case TRAINING_ACCURACY -> result.trainingAccuracy();
      case VALIDATION_LOSS -> result.validationLoss();
      case VALIDATION_ACCURACY -> result.validationAccuracy();
      default -> result.trainingLoss();
    };
  }

  /**
   * The scores of the network of a job.
   *
   * @param held whether the samples are those held back for validation
   * @param squaredError mean squared error in the units of the unscaled targets
   */
  private record Scored(AnswerScores scores, boolean held, double squaredError) {}

  private Scored scored(TrainingJob job, boolean held) {
    Split data = jobs.data(job.spec());
    Dataset validation = data.validation();
    Network network = new Network(job.spec().training().network(), jobs.parameters(job.id()));
    Dataset judges = held && validation != null ? validation : data.training();
    AnswerScores scores = AnswerScores.of(network, judges);
    return new Scored(scores, held, scores.meanSquaredError(data.targetScaling().ranges()));
  }
}
