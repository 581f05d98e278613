package dev.gradtrace.web;

import dev.gradtrace.diagnosis.Diagnosis;
import dev.gradtrace.diagnosis.Finding;
import dev.gradtrace.diagnosis.Remedy;
import dev.gradtrace.experiment.ExperimentSpec;
import dev.gradtrace.experiment.Listing;
import dev.gradtrace.job.JobSpec;
import dev.gradtrace.job.TrainingJob;
import dev.gradtrace.job.TrainingJobs;
import dev.gradtrace.validation.InvalidSpec;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Experiments that try what a diagnosis proposes: the job as it is, with each remedy, and, where
 * several findings have one that does not get in the way of the others, with the first of each.
 */
@Component
final class Treatments {

  /** With the job as it is and the combination, twelve cells. */
  private static final int MOST_REMEDIES = 10;

  private static final Logger LOG = LoggerFactory.getLogger(Treatments.class);

  private final TrainingJobs jobs;
  private final Context context;

  Treatments(TrainingJobs jobs, Context context) {
    this.jobs = jobs;
    this.context = context;
  }

  /**
   * What to try.
   *
   * @throws Conflict if nothing is proposed
   */
  ExperimentSpec of(TrainingJob job, Diagnosis diagnosis) {
    List<List<Remedy>> proposed =
        diagnosis.findings().stream()
            .filter(Finding::isAccusation)
            .map(Finding::remedies)
            .filter(remedies -> !remedies.isEmpty())
            .toList();
    if (proposed.isEmpty()) {
      throw new Conflict(
          job.status().isFinished()
              ? "The diagnosis of the job proposes no remedies."
              : "Nothing is known of the job yet that has a remedy; ask again when it has ended.");
    }
    PatchedBody body = new PatchedBody(job, context);
    Trial trial = new Trial(body.asItIs());
    Set<List<Remedy.Operation>> tried = new LinkedHashSet<>();
    for (Remedy remedy : proposed.stream().flatMap(List::stream).toList()) {
      if (tried.size() < MOST_REMEDIES && tried.add(remedy.patch())) {
        trial.add(remedy, patched(body, remedy));
      }
    }
    Remedy combination = combination(proposed, trial.accepted);
    if (combination != null) {
      trial.add(combination, patched(body, combination));
    }
    if (trial.cells.size() == 1) {
      throw new Conflict("No remedy of the job's diagnosis makes a job that can be run.");
    }
    return new ExperimentSpec(
        "remedies",
        "Which remedy helps job %s?".formatted(job.id()),
        new Listing(trial.cells),
        job.id(),
        List.of(),
        trial.jobs);
  }

  /** The job with a remedy; null if it cannot be run. */
  private @Nullable JobSpec patched(PatchedBody body, Remedy remedy) {
    try {
      JobSpec spec = body.with(remedy.patch());
      jobs.check(spec);
      return spec;
    } catch (InvalidSpec refused) {
      LOG.warn("The remedy “{}” is left out: {}", remedy.title(), refused.getMessage());
      return null;
    }
  }

  /** The first remedy of each finding that does not get in the way; null if that is one only. */
  private static @Nullable Remedy combination(List<List<Remedy>> proposed, Set<Remedy> accepted) {
    List<Remedy> chosen = new ArrayList<>();
    for (List<Remedy> remedies : proposed) {
      remedies.stream()
          .filter(accepted::contains)
          .filter(remedy -> chosen.stream().noneMatch(other -> collide(remedy, other)))
          .findFirst()
          .ifPresent(chosen::add);
    }
    return chosen.size() < 2
        ? null
        : new Remedy(
            chosen.stream().map(Remedy::title).collect(Collectors.joining(" + ")),
            chosen.stream().flatMap(remedy -> remedy.patch().stream()).distinct().toList());
  }

  private static boolean collide(Remedy one, Remedy other) {
    return one.patch().equals(other.patch())
        || one.patch().stream()
            .anyMatch(a -> other.patch().stream().anyMatch(b -> !a.equals(b) && overlap(a, b)));
  }

  private static boolean overlap(Remedy.Operation one, Remedy.Operation other) {
    String a = one.path() + "/";
    String b = other.path() + "/";
    return a.startsWith(b) || b.startsWith(a);
  }

  /** The cells so far, the first of which is the job as it is. */
  private static final class Trial {

    private final List<Listing.Cell> cells = new ArrayList<>();
    private final List<JobSpec> jobs = new ArrayList<>();
    private final Set<Remedy> accepted = new LinkedHashSet<>();

    Trial(JobSpec asItIs) {
      cells.add(new Listing.Cell("the job as it is", Map.of()));
      jobs.add(asItIs);
    }

    void add(Remedy remedy, @Nullable JobSpec spec) {
      if (spec != null) {
        cells.add(new Listing.Cell(remedy.title(), PatchedBody.settings(remedy.patch())));
        jobs.add(spec);
        accepted.add(remedy);
      }
    }
  }
}
