package dev.gradtrace.treatment;

import dev.gradtrace.contract.Context;
import dev.gradtrace.contract.PatchedBody;
import dev.gradtrace.diagnosis.Diagnosis;
import dev.gradtrace.diagnosis.Finding;
import dev.gradtrace.diagnosis.Remedy;
import dev.gradtrace.experiment.ExperimentSpec;
import dev.gradtrace.experiment.Listing;
import dev.gradtrace.job.JobSpec;
import dev.gradtrace.job.TrainingJob;
import dev.gradtrace.job.TrainingJobs;
import dev.gradtrace.validation.InvalidSpec;
import dev.gradtrace.validation.Refusal;
import java.time.Duration;
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
 * one leaves it ill, with several: the first, then the first for what a short run of the job so
 * changed still suffers from, and so on.
 */
@Component
public final class Treatments {

  /** With the job as it is and the combination, twelve cells. */
  private static final int MOST_REMEDIES = 10;

  private static final int LONGEST_COURSE = 4;

  /** After this no further remedy is looked for: somebody waits. */
  private static final Duration LONGEST_SEARCH = Duration.ofSeconds(3);

  private static final Logger LOG = LoggerFactory.getLogger(Treatments.class);

  private final TrainingJobs jobs;
  private final Diagnoses diagnoses;
  private final Context context;

  Treatments(TrainingJobs jobs, Diagnoses diagnoses, Context context) {
    this.jobs = jobs;
    this.diagnoses = diagnoses;
    this.context = context;
  }

  /**
   * What to try.
   *
   * @throws Refusal if nothing is proposed, or the data of the job are gone
   */
  public ExperimentSpec of(TrainingJob job, Diagnosis diagnosis) {
    List<Remedy> proposed = remedies(diagnosis);
    if (proposed.isEmpty()) {
      throw Refusal.conflict(
          job.status().isFinished()
              ? "The diagnosis of the job proposes no remedies."
              : "Nothing is known of the job yet that has a remedy; ask again when it has ended.");
    }
    PatchedBody body = body(job);
    CandidateRuns trial = new CandidateRuns(body.asItIs());
    Set<List<Remedy.Operation>> tried = new LinkedHashSet<>();
    for (Remedy remedy : proposed) {
      JobSpec spec =
          tried.size() < MOST_REMEDIES && tried.add(remedy.patch()) ? patched(body, remedy) : null;
      if (spec != null) {
        trial.add(remedy, spec);
      }
    }
    RemedySequence course = course(body, diagnosis);
    if (course != null && tried.add(course.remedy().patch())) {
      trial.add(course.remedy(), course.spec());
    }
    if (trial.cells.size() == 1) {
      throw Refusal.conflict("No remedy of the job's diagnosis makes a job that can be run.");
    }
    return new ExperimentSpec(
        "remedies",
        "Which remedy helps job %s?".formatted(job.id()),
        new Listing(trial.cells),
        job.id(),
        List.of(),
        trial.jobs);
  }

  private PatchedBody body(TrainingJob job) {
    try {
      PatchedBody body = new PatchedBody(job, context);
      jobs.check(body.asItIs());
      return body;
    } catch (InvalidSpec gone) {
      throw Diagnoses.dataGone();
    }
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

  /**
   * Several remedies, one after another.
   *
   * @param remedies none of which a later one undoes
   * @param spec the job with all of them
   */
  private record RemedySequence(List<Remedy> remedies, JobSpec spec) {

    Remedy remedy() {
      return new Remedy(
          remedies.stream().map(Remedy::title).collect(Collectors.joining(" + ")), patch(remedies));
    }
  }

  /** Null where a single remedy leaves nothing that has another. */
  private @Nullable RemedySequence course(PatchedBody body, Diagnosis diagnosis) {
    long end = System.nanoTime() + LONGEST_SEARCH.toNanos();
    RemedySequence course = next(body, List.of(), diagnosis);
    for (int i = 1; course != null && i < LONGEST_COURSE; i++) {
      boolean canGoOn = System.nanoTime() - end < 0 && canBeForeseen(course.spec());
      RemedySequence further =
          canGoOn ? next(body, course.remedies(), diagnoses.foreseen(course.spec())) : null;
      if (further == null) {
        break;
      }
      course = further;
    }
    return course == null || course.remedies().size() < 2 ? null : course;
  }

  private boolean canBeForeseen(JobSpec spec) {
    try {
      context.limits().requireStartWithinLimits(spec.training());
      return true;
    } catch (InvalidSpec tooLarge) {
      return false;
    }
  }

  /** With the first new remedy of a diagnosis that makes a job that can be run; null for none. */
  private @Nullable RemedySequence next(PatchedBody body, List<Remedy> soFar, Diagnosis diagnosis) {
    for (Remedy remedy : remedies(diagnosis)) {
      if (soFar.stream().noneMatch(one -> one.title().equals(remedy.title()))) {
        List<Remedy> all = with(soFar, remedy);
        JobSpec spec = patched(body, new Remedy(remedy.title(), patch(all)));
        if (spec != null) {
          return new RemedySequence(all, spec);
        }
      }
    }
    return null;
  }

  /** What a remedy sets anew, those before need not set. */
  private static List<Remedy> with(List<Remedy> soFar, Remedy next) {
    List<Remedy> all = new ArrayList<>();
    for (Remedy one : soFar) {
      List<Remedy.Operation> left =
          one.patch().stream()
              .filter(earlier -> next.patch().stream().noneMatch(later -> covers(later, earlier)))
              .toList();
      // Later layers are made from the earlier, whose change is still in them.
      if (!left.isEmpty() || one.patch().stream().allMatch(Treatments::isOfLayers)) {
        all.add(new Remedy(one.title(), left));
      }
    }
    all.add(next);
    return all;
  }

  private static boolean covers(Remedy.Operation later, Remedy.Operation earlier) {
    return (earlier.path() + "/").startsWith(later.path() + "/");
  }

  private static boolean isOfLayers(Remedy.Operation operation) {
    return operation.path().equals("/network/layers");
  }

  private static List<Remedy.Operation> patch(List<Remedy> remedies) {
    return remedies.stream().flatMap(remedy -> remedy.patch().stream()).toList();
  }

  private static List<Remedy> remedies(Diagnosis diagnosis) {
    return diagnosis.findings().stream()
        .filter(Finding::isAccusation)
        .flatMap(finding -> finding.remedies().stream())
        .toList();
  }

  /** The cells so far, the first of which is the job as it is. */
  private static final class CandidateRuns {

    private final List<Listing.Cell> cells = new ArrayList<>();
    private final List<JobSpec> jobs = new ArrayList<>();

    CandidateRuns(JobSpec asItIs) {
      cells.add(new Listing.Cell("the job as it is", Map.of()));
      jobs.add(asItIs);
    }

    void add(Remedy remedy, JobSpec spec) {
      cells.add(new Listing.Cell(remedy.title(), PatchedBody.settings(remedy.patch())));
      jobs.add(spec);
    }
  }
}
