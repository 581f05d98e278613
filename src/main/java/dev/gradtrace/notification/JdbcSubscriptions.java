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

/** Subscriptions, and the jobs whose news they wait for. */
@Component
final class JdbcSubscriptions {

  /** Bytes of a row beside the texts in it, about. */
  private static final int ROW = 300;

  /** The number of the first event of a job, which says that it was accepted. */
  private static final long FIRST_EVENT = 1;

  private final JdbcTemplate template;
  private final JdbcClient jdbc;

  JdbcSubscriptions(JdbcTemplate template) {
    this.template = template;
    this.jdbc = JdbcClient.create(template);
  }

  /** A job of which there may be news. */
  record Waiting(String subscription, String job) {

    static Waiting of(ResultSet row, int number) throws SQLException {
      return new Waiting(row.getString(1), row.getString(2));
    }
  }

  /**
   * What is waited for.
   *
   * @param ofOneJob whether it is the end of this job, not of an experiment that the job belongs to
   * @param findings whether those of the job are told
   * @param told number of the last event that was looked at
   */
  record Wish(Set<Topic> topics, boolean ofOneJob, boolean findings, long told) {

    /** What an end is told as; null if it is not told. */
    @Nullable Topic ofEnd(boolean failed) {
      return endOf(topics, failed);
    }
  }

  /** What an end is told as to those who subscribe to topics; null if it is not. */
  static @Nullable Topic endOf(Set<Topic> topics, boolean failed) {
    if (failed && topics.contains(Topic.FAILED)) {
      return Topic.FAILED;
    }
    return topics.contains(Topic.FINISHED) ? Topic.FINISHED : null;
  }

  /** Keeps the subscription to a job, in the transaction of the caller. */
  void addToJob(Caller caller, String id, Subscription subscription, String job) {
    add(caller, id, subscription, job, null);
    await(id, List.of(job), subscription.topics().contains(Topic.FINDING));
  }

  /** Keeps the subscription to an experiment, in the transaction of the caller. */
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

  /** Counts so many bytes more. */
  void grow(String id, long bytes) {
    jdbc.sql("update subscriptions set bytes = bytes + ? where id = ?").params(bytes, id).update();
  }

  /** Jobs that have ended, or to which something happened that may be told. */
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
   * What is waited for, which nobody else tells until the end of the transaction; empty if it was
   * told. The lock is that of the job, as of all who change it.
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

  /** Notes up to which event all was told. */
  void told(Waiting waiting, long number) {
    jdbc.sql("update subscribed_jobs set told = ? where subscription_id = ? and job_id = ?")
        .params(number, waiting.subscription(), waiting.job())
        .update();
  }

  /** Waits for a job no more. */
  void release(Waiting waiting) {
    jdbc.sql("delete from subscribed_jobs where subscription_id = ? and job_id = ?")
        .params(waiting.subscription(), waiting.job())
        .update();
  }

  /** Nothing more will be told. */
  void end(String id) {
    jdbc.sql("update subscriptions set ended = true where id = ?").param(id).update();
  }

  /** An experiment whose end is to be told. */
  record EndedExperiment(String subscription, String experiment) {}

  /** Experiments of which no job is waited for any more. */
  List<EndedExperiment> endedExperiments(int most) {
    return jdbc.sql(
            "select id, experiment_id from subscriptions s where not ended and experiment_id is not"
                + " null and not exists (select 1 from subscribed_jobs where subscription_id ="
                + " s.id) order by id limit ?")
        .param(most)
        .query((row, number) -> new EndedExperiment(row.getString(1), row.getString(2)))
        .list();
  }

  /** The topics of a subscription to an experiment; empty if the end was told. */
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

  /** Waits for nothing more, since nobody listens. */
  void close(String id) {
    jdbc.sql("delete from subscribed_jobs where subscription_id = ?").param(id).update();
    end(id);
  }

  /**
   * The topics of the subscription to a job or an experiment, and where it goes; if there is one.
   */
  Optional<Subscribed> find(String id) {
    return jdbc.sql("select * from subscriptions where job_id = :id or experiment_id = :id limit 1")
        .param("id", Sql.text(id))
        .query((row, number) -> new Subscribed(row.getString("origin"), topics(row)))
        .optional();
  }
}
