package dev.gradtrace.experiment;

import dev.gradtrace.access.Caller;
import dev.gradtrace.caption.CaptionChange;
import dev.gradtrace.caption.CaptionSearch;
import dev.gradtrace.job.TrainingJob;
import dev.gradtrace.job.TrainingJobs;
import dev.gradtrace.job.UnknownJob;
import dev.gradtrace.job.WrongState;
import dev.gradtrace.storage.Page;
import dev.gradtrace.storage.TimeOrderedIds;
import dev.gradtrace.validation.Refusal;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionOperations;

/**
 * Experiments, for other rooms: accepts them, shows them, ends them.
 *
 * <p>Methods that take the id of an experiment are refused if there is none.
 */
@Service
public class Experiments {

  /** Experiments about one job that are looked through for one that has ended. */
  private static final int MOST_TRIED = 10;

  private final TrainingJobs jobs;
  private final JdbcExperiments store;
  private final TransactionOperations transactions;
  private final Effects effects;
  private final TimeOrderedIds ids = new TimeOrderedIds(new SecureRandom());

  Experiments(TrainingJobs jobs, JdbcExperiments store, TransactionOperations transactions) {
    this.jobs = jobs;
    this.store = store;
    this.transactions = transactions;
    this.effects = new Effects(jobs);
  }

  /**
   * Accepts an experiment with all of its jobs, or nothing.
   *
   * @throws dev.gradtrace.validation.InvalidSpec if the data of a job cannot be used
   * @throws Refusal if not all of the jobs may wait, or the service is about to end
   */
  public Experiment submit(Caller caller, ExperimentSpec spec) {
    return Objects.requireNonNull(
        transactions.execute(
            transaction -> {
              List<TrainingJob> queued = jobs.submitAll(caller, spec.jobs());
              String id = ids.next(queued.get(0).createdAt());
              store.add(caller, id, spec, queued);
              return store.get(id);
            }));
  }

  /** An experiment as it is now. */
  public Experiment get(String id) {
    return store.get(id);
  }

  /** Whom an experiment belongs to; null where no token was asked for. */
  public @Nullable String owner(String id) {
    return store.owner(id);
  }

  /**
   * Experiments, newest first.
   *
   * @param owner only those that belong to them; null for all
   * @param after only those that are older than the one with this id, which may be gone; null for
   *     all
   * @param search only those of which that was said
   */
  public Page<Experiment> list(
      @Nullable String owner, @Nullable String after, CaptionSearch search, int limit) {
    return Page.of(store.newestFirst(owner, after, search, limit + 1), limit);
  }

  /**
   * Changes what is said of an experiment.
   *
   * @throws dev.gradtrace.validation.InvalidSpec if there is no room for it
   */
  public Experiment caption(String id, CaptionChange change) {
    return Objects.requireNonNull(
        transactions.execute(
            transaction -> {
              store.caption(id, change);
              return store.get(id);
            }));
  }

  /**
   * How the cells of an experiment compare, as far as their jobs have succeeded.
   *
   * @throws dev.gradtrace.validation.InvalidSpec if there is no such baseline, or too much is
   *     wanted
   */
  public Comparison compare(Experiment experiment, ComparisonQuery query) {
    return new Comparer(jobs, experiment, query).compare();
  }

  /**
   * What remedies of a job have done, as the newest experiment says that tried them and has ended.
   */
  public List<RemedyEffect> treatments(String jobId) {
    return store.about(jobId, MOST_TRIED).stream()
        .filter(Experiment::hasEnded)
        .findFirst()
        .map(effects::of)
        .orElse(List.of());
  }

  /**
   * Cancels the jobs that have not ended, those that wait longest last, so that none begins
   * meanwhile.
   *
   * @return the experiment, some of whose jobs may still be running
   * @throws WrongState if all have ended
   */
  public Experiment cancel(String id) {
    Experiment experiment = get(id);
    if (experiment.hasEnded()) {
      throw new WrongState("The experiment is " + experiment.status().label() + " already.");
    }
    List<Run> newestFirst = new ArrayList<>(experiment.runs());
    Collections.reverse(newestFirst);
    for (Run run : newestFirst) {
      if (run.jobId() != null && !run.hasEnded()) {
        cancelJob(run.jobId());
      }
    }
    return get(id);
  }

  private void cancelJob(String id) {
    try {
      jobs.cancel(id);
    } catch (WrongState | UnknownJob endedMeanwhile) {
      // That is what was wanted.
    }
  }

  /**
   * Forgets an experiment, its jobs and all that they recorded.
   *
   * @throws WrongState unless all jobs have ended
   */
  public void delete(String id) {
    Experiment experiment = get(id);
    if (!experiment.hasEnded()) {
      throw new WrongState(
          "The experiment is " + experiment.status().label() + "; cancel it first.");
    }
    for (Run run : experiment.runs()) {
      if (run.jobId() != null) {
        deleteJob(run.jobId());
      }
    }
    store.delete(id);
  }

  private void deleteJob(String id) {
    try {
      jobs.delete(id);
    } catch (UnknownJob deletedMeanwhile) {
      // That is what was wanted.
    }
  }

  /** Deletes the experiments whose jobs have all been deleted. */
  @Scheduled(initialDelayString = "PT10M", fixedDelayString = "PT1H")
  void forgetTheDeserted() {
    store.deleteDeserted();
  }
}
