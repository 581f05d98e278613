package dev.gradtrace.notification;

import dev.gradtrace.access.Caller;
import dev.gradtrace.experiment.Experiment;
import dev.gradtrace.experiment.Experiments;
import dev.gradtrace.experiment.Run;
import dev.gradtrace.job.TrainingJob;
import dev.gradtrace.job.TrainingJobs;
import dev.gradtrace.storage.Page;
import dev.gradtrace.storage.StoredBytes;
import dev.gradtrace.storage.TimeOrderedIds;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionOperations;

/** Subscriptions and their deliveries. */
@Service
public class Notifications {

  private final JdbcSubscriptions subscriptions;
  private final JdbcDeliveries deliveries;
  private final TrainingJobs jobs;
  private final Experiments experiments;
  private final TransactionOperations transactions;
  private final StoredBytes bytes;
  private final Clock clock;
  private final TimeOrderedIds ids = new TimeOrderedIds(new SecureRandom());

  Notifications(
      JdbcSubscriptions subscriptions,
      JdbcDeliveries deliveries,
      TrainingJobs jobs,
      Experiments experiments,
      TransactionOperations transactions,
      StoredBytes bytes,
      Clock clock) {
    this.subscriptions = subscriptions;
    this.deliveries = deliveries;
    this.jobs = jobs;
    this.experiments = experiments;
    this.transactions = transactions;
    this.bytes = bytes;
    this.clock = clock;
  }

  /**
   * Creates a job or an observed run together with its subscription, in one transaction.
   *
   * @param subscription null for none
   */
  public TrainingJob ofJob(
      Caller caller, @Nullable Subscription subscription, Supplier<TrainingJob> create) {
    if (subscription == null) {
      return create.get();
    }
    return inTransaction(
        () -> {
          TrainingJob job = create.get();
          subscriptions.addToJob(caller, id(), subscription, job.id());
          bytes.requireRoom(caller.client());
          return job;
        });
  }

  /**
   * Creates an experiment together with its subscription, in one transaction.
   *
   * @param subscription null for none
   */
  public Experiment ofExperiment(
      Caller caller, @Nullable Subscription subscription, Supplier<Experiment> create) {
    if (subscription == null) {
      return create.get();
    }
    return inTransaction(
        () -> {
          Experiment experiment = create.get();
          List<String> all =
              experiment.runs().stream().map(Run::jobId).map(Objects::requireNonNull).toList();
          subscriptions.addToExperiment(caller, id(), subscription, experiment.id(), all);
          bytes.requireRoom(caller.client());
          return experiment;
        });
  }

  private String id() {
    return ids.next(clock.instant());
  }

  private <T> T inTransaction(Supplier<T> work) {
    return Objects.requireNonNull(transactions.execute(transaction -> work.get()));
  }

  /** The subscription to a job, an observed run or an experiment. */
  public Optional<Subscribed> subscribed(String id) {
    return subscriptions.find(id);
  }

  /**
   * Deliveries of a job or an observed run, newest first.
   *
   * @param after only deliveries older than the one with this id; null for all
   */
  public Page<Delivery> deliveriesOfJob(String id, @Nullable String after, int limit) {
    jobs.owner(id);
    return Page.of(deliveries.ofJob(id, after, limit + 1), limit);
  }

  /**
   * Deliveries of an experiment and its jobs, newest first; parameters as for {@link
   * #deliveriesOfJob}.
   */
  public Page<Delivery> deliveriesOfExperiment(String id, @Nullable String after, int limit) {
    experiments.owner(id);
    return Page.of(deliveries.ofExperiment(id, after, limit + 1), limit);
  }
}
