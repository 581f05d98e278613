package dev.gradtrace.experiment;

import static dev.gradtrace.experiment.Figure.TRAINING_ACCURACY;
import static dev.gradtrace.experiment.Figure.TRAINING_LOSS;
import static dev.gradtrace.experiment.Figure.VALIDATION_ACCURACY;
import static dev.gradtrace.experiment.Figure.VALIDATION_LOSS;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.gradtrace.gradient.Cost;
import dev.gradtrace.job.JobResult;
import dev.gradtrace.job.JobStatus;
import dev.gradtrace.job.TrainingJob;
import dev.gradtrace.job.TrainingJobs;
import dev.gradtrace.job.UnknownJob;
import dev.gradtrace.job.WrongState;
import dev.gradtrace.training.EpochEnd;
import dev.gradtrace.training.TrainingEvent;
import dev.gradtrace.training.TrainingRun;
import dev.gradtrace.training.TrainingSpec;
import dev.gradtrace.validation.InvalidSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Judges the cells of an experiment that has ended by its first, on validation samples where there
 * are some. Where there are classes, by accuracy, and where that does not improve, by the mean
 * squared error of the outputs (the score of Brier 1950): unlike a loss it means the same under
 * every cost, and does not reward outputs that are no probabilities. Else by the loss, or, under
 * two costs, by the mean squared error.
 */
final class Effects {

  private static final int MOST_REMEMBERED = 200;

  private final TrainingJobs jobs;

  /** By the id of the experiment. As many bins as entries: a computation locks its bin. */
  private final Cache<String, List<RemedyEffect>> known =
      Caffeine.newBuilder().initialCapacity(MOST_REMEMBERED).maximumSize(MOST_REMEMBERED).build();

  Effects(TrainingJobs jobs) {
    this.jobs = jobs;
  }

  /** What was tried in an experiment that has ended; it is computed once. */
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

  /** Null where one of the two came to nothing, or is gone. */
  private @Nullable Effect effect(String experimentId, Run base, Run run) {
    JobResult before = result(base);
    JobResult after = result(run);
    if (before == null || after == null) {
      return null;
    }
    try {
      TrainingJob one = jobs.get(Objects.requireNonNull(base.jobId()));
      TrainingJob other = jobs.get(Objects.requireNonNull(run.jobId()));
      boolean sameCost = one.spec().training().cost() == other.spec().training().cost();
      Figure accuracy =
          isOf(VALIDATION_ACCURACY, before, after) ? VALIDATION_ACCURACY : TRAINING_ACCURACY;
      boolean classifies = isOf(accuracy, before, after);
      Figure loss = isOf(VALIDATION_LOSS, before, after) ? VALIDATION_LOSS : TRAINING_LOSS;
      if (sameCost && !classifies) {
        return Effect.ofLoss(run, experimentId, loss.label(), of(loss, before), of(loss, after));
      }
      double wasRight = of(accuracy, before);
      double isRight = of(accuracy, after);
      Effect right = Effect.ofAccuracy(run, experimentId, accuracy.label(), wasRight, isRight);
      if (classifies && (right.helped() || Effect.isLost(wasRight, isRight))) {
        return right;
      }
      Effect close =
          Effect.ofLoss(
              run,
              experimentId,
              loss == VALIDATION_LOSS ? "validationMeanSquaredError" : "meanSquaredError",
              squaredError(one, loss),
              squaredError(other, loss));
      return close.helped() || !classifies ? close : right;
    } catch (UnknownJob | WrongState | InvalidSpec e) {
      return null;
    }
  }

  private static @Nullable JobResult result(Run run) {
    return run.outcome() == null || run.is(JobStatus.CANCELLED) ? null : run.outcome().result();
  }

  /** Whether the figure was measured in one of the two; in one that diverged nothing was. */
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

  /** As the network that a job has trained would start another run. */
  private double squaredError(TrainingJob job, Figure loss) {
    TrainingSpec spec =
        job.spec()
            .training()
            .withCost(Cost.MEAN_SQUARED_ERROR)
            .withParameters(jobs.parameters(job.id()));
    TrainingRun run = TrainingRun.of(spec, jobs.data(job.spec()));
    TrainingEvent event = run.next();
    while (!(event instanceof EpochEnd) && run.hasNext()) {
      event = run.next();
    }
    return event instanceof EpochEnd end
        ? loss == VALIDATION_LOSS ? end.validationLoss() : end.trainingLoss()
        : Double.NaN;
  }
}
