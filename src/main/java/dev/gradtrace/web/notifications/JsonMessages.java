package dev.gradtrace.web.notifications;

import dev.gradtrace.experiment.Experiment;
import dev.gradtrace.job.JobError;
import dev.gradtrace.job.JobEvent;
import dev.gradtrace.job.JobResult;
import dev.gradtrace.job.JobStatus;
import dev.gradtrace.job.TrainingJob;
import dev.gradtrace.notification.Messages;
import dev.gradtrace.notification.Topic;
import dev.gradtrace.web.experiments.ExperimentsController;
import dev.gradtrace.web.jobs.JobResultView;
import dev.gradtrace.web.jobs.RunPaths;
import java.time.Clock;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** Writes messages as JSON, with the same words as answers. */
@Component
record JsonMessages(JsonMapper json, Clock clock) implements Messages {

  @Override
  public String ended(Topic topic, TrainingJob job) {
    JobResult result = job.result();
    JobError error = job.error();
    return message(
        kind(job) + "." + topic.label(),
        Objects.requireNonNull(job.finishedAt()),
        data(
            job,
            result == null ? null : JobResultView.of(result),
            error == null ? null : new MessageView.ErrorView(error.code().label(), error.message()),
            null));
  }

  @Override
  public String found(TrainingJob job, JobEvent event, JobEvent.FindingReported finding) {
    MessageView.FindingView view =
        new MessageView.FindingView(
            finding.epoch(),
            finding.step(),
            finding.rule(),
            finding.severity(),
            finding.causedBy(),
            finding.explanation());
    return message(
        kind(job) + "." + Topic.FINDING.label(), event.at(), data(job, null, null, view));
  }

  @Override
  public String ended(Topic topic, Experiment experiment) {
    Map<String, Integer> counts = new LinkedHashMap<>();
    Map<JobStatus, Integer> standing = experiment.counts();
    for (JobStatus status : JobStatus.values()) {
      counts.put(status.label(), standing.getOrDefault(status, 0));
    }
    return message(
        "experiment." + topic.label(),
        clock.instant(),
        new MessageView.DataView(
            experiment.id(),
            experiment.name(),
            experiment.status().label(),
            ExperimentsController.PATH + "/" + experiment.id(),
            experiment.createdAt(),
            null,
            null,
            null,
            null,
            counts));
  }

  private static String kind(TrainingJob job) {
    return job.progress().isElsewhere() ? "observed_run" : "training_job";
  }

  private static MessageView.DataView data(
      TrainingJob job,
      @Nullable JobResultView result,
      MessageView.@Nullable ErrorView error,
      MessageView.@Nullable FindingView finding) {
    return new MessageView.DataView(
        job.id(),
        job.spec().name(),
        job.status().label(),
        RunPaths.of(job) + "/" + job.id(),
        job.createdAt(),
        job.finishedAt(),
        result,
        error,
        finding,
        null);
  }

  private String message(String type, Instant at, MessageView.DataView data) {
    return json.writeValueAsString(new MessageView(type, at, data));
  }
}
