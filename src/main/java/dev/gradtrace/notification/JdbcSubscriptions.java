package dev.gradtrace.notification;

import dev.gradtrace.access.Caller;
import dev.gradtrace.storage.Sql;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Subscriptions and the jobs they are waiting for. */
@Component
final class JdbcSubscriptions {

  /** Bytes of a row besides its texts; estimate. */
  private static final int ROW = 300;

  /** Number of the first event of a job, its acceptance. */
  private static final long FIRST_EVENT = 1;

  private final JdbcTemplate template;
  private final JdbcClient jdbc;

  JdbcSubscriptions(JdbcTemplate template) {
    this.template = template;
    this.jdbc = JdbcClient.create(template);
  }

  /** A subscription and a job that may have news for it. */
  record Waiting(String subscription, String job) {

    static Waiting of(ResultSet row, int number) throws SQLException {
      return new Waiting(row.getString(1), row.getString(2));
    }
  }

  /**
   * What a subscription wants to be told of a job.
   *
   * @param ofOneJob whether it wants the end of this job, not of an experiment with it
   * @param findings whether it wants the job's findings
   * @param told number of the last event that was handled
   */
  record Wish(Set<Topic> topics, boolean ofOneJob, boolean findings, long told) {

    /** The topic under which an end is told; null if it is not. */
    @Nullable Topic ofEnd(boolean failed) {
      return endOf(topics, failed);
    }
  }

  /** The topic under which an end is told to subscribers of {@code topics}; null if it is not. */
  static @Nullable Topic endOf(Set<Topic> topics, boolean failed) {
    if (failed && topics.contains(Topic.FAILED)) {
      return Topic.FAILED;
    }
    return topics.contains(Topic.FINISHED) ? Topic.FINISHED : null;
  }

  /** Stores a subscription to a job, in the caller's transaction. */
  void addToJob(Caller caller, String id, Subscription subscription, String job) {
    add(caller, id, subscription, job, null);
    await(id, List.of(job), subscription.topics().contains(Topic.FINDING));
  }

  /** Stores a subscription to an experiment, in the caller's transaction. */
  void addToExperiment(
      Caller caller, String id, Subscription subscription, String experiment, List<String> jobs) {
    add(caller, id, subscription, null, experiment);
    await(id, jobs, subscription.topics().contains(Topic.FINDING));
    grow(id, (long) ROW * jobs.size());
  }

  private void add(
      Caller caller,
      String id,
      Subscription subscription,
      @Nullable String job,
      @Nullable String experiment) {
    Secret secret = subscription.secret();
    String url = subscription.to().uri().toString();
    jdbc.sql(
            "insert into subscriptions (id, job_id, experiment_id, client, url, server, origin,"
                + " secret, finished, failed, finding, ended, bytes)"
                + " values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, false, ?)")
        .param(id)
        .param(job)
        .param(experiment)
        .param(caller.client())
        .param(url)
        .param(subscription.to().authority())
        .param(subscription.to().origin())
        .param(secret == null ? null : secret.text())
        .param(subscription.topics().contains(Topic.FINISHED))
        .param(subscription.topics().contains(Topic.FAILED))
        .param(subscription.topics().contains(Topic.FINDING))
        .param(2L * ROW + url.length())
        .update();
  }

  private void await(String id, List<String> jobs, boolean findings) {
    template.batchUpdate(
        "insert into subscribed_jobs (subscription_id, job_id, finding, told) values (?, ?, ?, ?)",
        jobs.stream().map(job -> new Object[] {id, job, findings, FIRST_EVENT}).toList());
  }

  /** Adds to the stored bytes of a subscription. */
  void grow(String id, long bytes) {
    jdbc.sql("update subscriptions set bytes = bytes + ? where id = ?").params(bytes, id).update();
  }

  /** Jobs with events that a subscription has not handled: an end, or a finding. */
  List<Waiting> withNews(int most) {
    return jdbc.sql(
            "select subscription_id, job_id from subscribed_jobs join jobs on id = job_id where"
                + " finished_at is not null or (finding and last_event > told) order by job_id"
                + " limit ?")
        .param(most)
        .query(Waiting::of)
        .list();
  }

  /**
   * Locks a job, as every change of it does, until the transaction ends, and reads what the
   * subscription wants; empty if that was told meanwhile.
   */
  Optional<Wish> lock(Waiting waiting) {
    List<String> job =
        jdbc.sql("select id from jobs where id = ? for update")
            .param(waiting.job())
            .query(String.class)
            .list();
    return job.isEmpty()
        ? Optional.empty()
        : jdbc.sql(
                "select s.job_id, s.finished, s.failed, s.finding, w.finding as wanted, w.told from"
                    + " subscribed_jobs w join subscriptions s on s.id = w.subscription_id where"
                    + " w.subscription_id = ? and w.job_id = ?")
            .params(waiting.subscription(), waiting.job())
            .query(
                (row, number) ->
                    new Wish(
                        topics(row),
                        row.getString("job_id") != null,
                        row.getBoolean("wanted"),
                        row.getLong("told")))
            .optional();
  }

  private static Set<Topic> topics(ResultSet row) throws SQLException {
    Set<Topic> topics = EnumSet.noneOf(Topic.class);
    for (Topic topic : Topic.values()) {
      if (row.getBoolean(topic.label())) {
        topics.add(topic);
      }
    }
    return topics;
  }

  /** Stores that all events up to this number were handled. */
  void told(Waiting waiting, long number) {
    jdbc.sql("update subscribed_jobs set told = ? where subscription_id = ? and job_id = ?")
        .params(number, waiting.subscription(), waiting.job())
        .update();
  }

  /** Ends waiting for a job. */
  void release(Waiting waiting) {
    jdbc.sql("delete from subscribed_jobs where subscription_id = ? and job_id = ?")
        .params(waiting.subscription(), waiting.job())
        .update();
  }

  /** Marks a subscription as finished: nothing more will be sent. */
  void end(String id) {
    jdbc.sql("update subscriptions set ended = true where id = ?").param(id).update();
  }

  /** An experiment whose jobs have all ended, with the subscription to be told. */
  record EndedExperiment(String subscription, String experiment) {}

  /** Subscribed experiments whose jobs have all ended. */
  List<EndedExperiment> endedExperiments(int most) {
    return jdbc.sql(
            "select id, experiment_id from subscriptions s where not ended and experiment_id is not"
                + " null and not exists (select 1 from subscribed_jobs where subscription_id ="
                + " s.id) order by id limit ?")
        .param(most)
        .query((row, number) -> new EndedExperiment(row.getString(1), row.getString(2)))
        .list();
  }

  /** Locks the subscription to an experiment and reads its topics; empty if the end was told. */
  Optional<Set<Topic>> lock(EndedExperiment ended) {
    List<String> experiment =
        jdbc.sql("select id from experiments where id = ? for update")
            .param(ended.experiment())
            .query(String.class)
            .list();
    return experiment.isEmpty()
        ? Optional.empty()
        : jdbc.sql("select * from subscriptions where id = ? and not ended")
            .param(ended.subscription())
            .query((row, number) -> topics(row))
            .optional();
  }

  /** Ends waiting for anything, since the server wants no more messages. */
  void close(String id) {
    jdbc.sql("delete from subscribed_jobs where subscription_id = ?").param(id).update();
    end(id);
  }

  /** The subscription to a job or an experiment, if there is one. */
  Optional<Subscribed> find(String id) {
    return jdbc.sql("select * from subscriptions where job_id = :id or experiment_id = :id limit 1")
        .param("id", Sql.text(id))
        .query((row, number) -> new Subscribed(row.getString("origin"), topics(row)))
        .optional();
  }
}
