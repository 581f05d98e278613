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
 * The service for experiments: submits, finds, compares, cancels and deletes them.
 *
 * <p>Methods that take an id throw {@link UnknownExperiment} if there is no such experiment.
 */
@Service
public class Experiments {

  /** Number of experiments about a job that are searched for one that has ended. */
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
   * Queues all jobs of an experiment, or none.
   *
   * @throws dev.gradtrace.validation.InvalidSpec if the data of a job cannot be used
   * @throws Refusal if the queue has no room for all jobs, or the service is shutting down
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

  /** The current state of an experiment. */
  public Experiment get(String id) {
    return store.get(id);
  }

  /** The owner of an experiment; null if it was submitted without a token. */
  public @Nullable String owner(String id) {
    return store.owner(id);
  }

  /**
   * Experiments, newest first.
   *
   * @param owner restricts them to those of an owner; null for all
   * @param after id of the experiment before the page, which may be deleted; null for the first
   *     page
   * @param search restricts them by name, notes and tags
   */
  public Page<Experiment> list(
      @Nullable String owner, @Nullable String after, CaptionSearch search, int limit) {
    return Page.of(store.newestFirst(owner, after, search, limit + 1), limit);
  }

  /**
   * Changes name, notes or tags of an experiment.
   *
   * @throws dev.gradtrace.validation.InvalidSpec if they exceed a quota
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
   * Compares the cells of an experiment, by the jobs that have succeeded.
   *
   * @throws dev.gradtrace.validation.InvalidSpec if the baseline does not exist, or the result is
   *     too large
   */
  public Comparison compare(Experiment experiment, ComparisonQuery query) {
    return new Comparer(jobs, experiment, query).compare();
  }

  /**
   * The effects of remedies of a job, from the newest ended experiment that tried them; empty if
   * there is none.
   */
  public List<RemedyEffect> treatments(String jobId) {
    return store.about(jobId, MOST_TRIED).stream()
        .filter(Experiment::hasEnded)
        .findFirst()
        .map(effects::of)
        .orElse(List.of());
  }

  /**
   * Cancels all jobs that have not ended, from the end of the queue, so that none starts meanwhile.
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
      // Ended meanwhile, which is as good.
    }
  }

  /**
   * Deletes an experiment, its jobs and their records.
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
      // Deleted meanwhile, which is as good.
    }
  }

  /** Deletes the experiments whose jobs have all been deleted. */
  @Scheduled(initialDelayString = "PT10M", fixedDelayString = "PT1H")
  void forgetTheDeserted() {
    store.deleteDeserted();
  }
}
