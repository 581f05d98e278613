package dev.gradtrace.treatment;

import dev.gradtrace.caption.Caption;
import dev.gradtrace.contract.Context;
import dev.gradtrace.diagnosis.Diagnosis;
import dev.gradtrace.diagnosis.examination.Remedy;
import dev.gradtrace.experiment.ExperimentSpec;
import dev.gradtrace.job.TrainingJob;
import dev.gradtrace.job.TrainingJobs;
import dev.gradtrace.job.spec.JobSpec;
import dev.gradtrace.validation.Refusal;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.springframework.stereotype.Component;

/**
 * Makes experiments that try the remedies of a diagnosis: the job unchanged, with each remedy, and,
 * if none alone suffices, with several.
 */
@Component
public final class Treatments {

  /** With the unchanged job and the combination, twelve cells. */
  private static final int MOST_REMEDIES = 10;

  private final TrainingJobs jobs;
  private final Diagnoses diagnoses;
  private final Context context;

  Treatments(TrainingJobs jobs, Diagnoses diagnoses, Context context) {
    this.jobs = jobs;
    this.diagnoses = diagnoses;
    this.context = context;
  }

  /**
   * The experiment for a diagnosis.
   *
   * @throws Refusal if it has no remedies, or the job's data are gone
   */
  public ExperimentSpec of(TrainingJob job, Diagnosis diagnosis) {
    List<Remedy> proposed = RemedySearch.remedies(diagnosis);
    if (proposed.isEmpty()) {
      throw Refusal.conflict(
          job.status().isFinished()
              ? "The diagnosis of the job proposes no remedies."
              : "Nothing is known of the job yet that has a remedy; ask again when it has ended.");
    }
    RunnablePatches patches = new RunnablePatches(job, jobs, context);
    ExperimentCells cells = new ExperimentCells(patches.asItIs());
    Set<List<Remedy.Operation>> tried = new HashSet<>();
    for (Remedy remedy : proposed) {
      JobSpec spec =
          tried.size() < MOST_REMEDIES && tried.add(remedy.patch()) ? patches.apply(remedy) : null;
      if (spec != null) {
        cells.add(remedy, spec);
      }
    }
    RemedySearch.Sequence several =
        new RemedySearch(diagnoses, context.limits(), patches).sequence(diagnosis);
    if (several != null && tried.add(several.merged().patch())) {
      cells.add(several.merged(), several.spec());
    }
    if (cells.size() == 1) {
      throw Refusal.conflict("No remedy of the job's diagnosis makes a job that can be run.");
    }
    return new ExperimentSpec(
        Caption.of("remedies"),
        "Which remedy helps job %s?".formatted(job.id()),
        cells.plan(),
        job.id(),
        List.of(),
        cells.jobs());
  }
}
