package dev.gradtrace.notification;

import dev.gradtrace.experiment.Experiment;
import dev.gradtrace.experiment.Experiments;
import dev.gradtrace.job.JobEvent;
import dev.gradtrace.job.JobStatus;
import dev.gradtrace.job.TrainingJob;
import dev.gradtrace.job.TrainingJobs;
import java.time.Clock;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;
import org.springframework.transaction.support.TransactionOperations;

/**
 * Turns events of jobs into messages. Events are stored together with the change they report, and
 * each subscription stores the last event it was told: nothing is lost or told twice when a process
 * ends.
 */
@Component
final class Announcer {

  private static final Logger LOG = LoggerFactory.getLogger(Announcer.class);

  private static final int AT_ONCE = 200;

  private final JdbcSubscriptions subscriptions;
  private final JdbcDeliveries deliveries;
  private final TrainingJobs jobs;
  private final Experiments experiments;
  private final Messages messages;
  private final TransactionOperations transactions;
  private final Clock clock;

  /** Jobs whose messages fail, such as those that cannot be read; they are skipped. */
  private final Set<String> untold = new HashSet<>();

  Announcer(
      JdbcSubscriptions subscriptions,
      JdbcDeliveries deliveries,
      TrainingJobs jobs,
      Experiments experiments,
      Messages messages,
      TransactionOperations transactions,
      Clock clock) {
    this.subscriptions = subscriptions;
    this.deliveries = deliveries;
    this.jobs = jobs;
    this.experiments = experiments;
    this.messages = messages;
    this.transactions = transactions;
    this.clock = clock;
  }

  /** Writes messages for all events since the last call. Called by one thread. */
  void announce() {
    for (JdbcSubscriptions.Waiting waiting : subscriptions.withNews(AT_ONCE)) {
      each(waiting.job(), () -> tell(waiting));
    }
    for (JdbcSubscriptions.EndedExperiment ended : subscriptions.endedExperiments(AT_ONCE)) {
      each(ended.experiment(), () -> tell(ended));
    }
  }

  /** A failure of one subject must not keep messages from others. */
  private void each(String subject, Runnable telling) {
    if (untold.contains(subject)) {
      return;
    }
    try {
      transactions.executeWithoutResult(transaction -> telling.run());
    } catch (DataAccessException | TransactionException fault) {
      throw fault;
    } catch (RuntimeException fault) {
      untold.add(subject);
      LOG.error("Nothing can be told of {}", subject, fault);
    }
  }

  private void tell(JdbcSubscriptions.Waiting waiting) {
    JdbcSubscriptions.Wish wish = subscriptions.lock(waiting).orElse(null);
    if (wish == null) {
      return;
    }
    TrainingJob job = jobs.get(waiting.job());
    boolean ended = job.status().isFinished();
    if (wish.findings()) {
      List<JobEvent> events = jobs.events(job.id(), wish.told());
      events.forEach(event -> tellFinding(waiting, job, event));
      if (!ended && !events.isEmpty()) {
        subscriptions.told(waiting, events.get(events.size() - 1).id());
      }
    }
    if (ended) {
      Topic topic = wish.ofEnd(job.status() == JobStatus.FAILED);
      if (wish.ofOneJob()) {
        if (topic != null) {
          add(waiting.subscription(), topic, messages.ended(topic, job));
        }
        subscriptions.end(waiting.subscription());
      }
      subscriptions.release(waiting);
    }
  }

  private void tellFinding(JdbcSubscriptions.Waiting waiting, TrainingJob job, JobEvent event) {
    if (event.change() instanceof JobEvent.FindingReported finding) {
      add(waiting.subscription(), Topic.FINDING, messages.found(job, event, finding));
    }
  }

  private void tell(JdbcSubscriptions.EndedExperiment ended) {
    Set<Topic> topics = subscriptions.lock(ended).orElse(null);
    if (topics == null) {
      return;
    }
    Experiment experiment = experiments.get(ended.experiment());
    Topic topic = JdbcSubscriptions.endOf(topics, experiment.status() == JobStatus.FAILED);
    if (topic != null) {
      add(ended.subscription(), topic, messages.ended(topic, experiment));
    }
    subscriptions.end(ended.subscription());
  }

  private void add(String subscription, Topic topic, String body) {
    deliveries.add(subscription, topic, body, clock.instant());
  }
}
