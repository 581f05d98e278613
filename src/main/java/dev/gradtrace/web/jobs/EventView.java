package dev.gradtrace.web.jobs;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.gradtrace.job.JobEvent;
import dev.gradtrace.training.EpochEnd;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

@Schema(
    name = "JobEvent",
    description = "Something that happened to a job; event says what.",
    discriminatorProperty = "event")
sealed interface EventView {

  /** Most numbers in one event. */
  int MOST_NUMBERS = 9;

  String ID = "Number among the events of the job, ascending from 1.";
  String KIND = "What kind of event it is.";
  String AT = "RFC 3339, UTC.";

  long id();

  String event();

  Instant at();

  Record data();

  @Schema(name = "StatusEvent", description = "The job has another status.")
  record Status(
      @Schema(description = ID) long id,
      @Schema(description = KIND, allowableValues = "status") String event,
      @Schema(description = AT) Instant at,
      StatusTransitionView data)
      implements EventView {}

  @Schema(name = "ProgressEvent", description = "The run has come further.")
  record Progress(
      @Schema(description = ID) long id,
      @Schema(description = KIND, allowableValues = "progress") String event,
      @Schema(description = AT) Instant at,
      ProgressView data)
      implements EventView {}

  @Schema(name = "EpochEvent", description = "An epoch has ended.")
  record Epoch(
      @Schema(description = ID) long id,
      @Schema(description = KIND, allowableValues = "epoch") String event,
      @Schema(description = AT) Instant at,
      EpochView data)
      implements EventView {}

  @Schema(name = "FindingEvent", description = "Something seems wrong.")
  record Finding(
      @Schema(description = ID) long id,
      @Schema(description = KIND, allowableValues = "finding") String event,
      @Schema(description = AT) Instant at,
      FindingView data)
      implements EventView {}

  @Schema(name = "EpochEnd", description = "How the network does after an epoch.")
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record EpochView(
      @Schema(description = "0 is the untrained network.") int epoch,
      @Schema(description = "The last step taken.") long step,
      @Schema(description = "Mean cost over the training samples.") double trainingLoss,
      @Schema(description = "Absent in a regression.") @Nullable Double trainingAccuracy,
      @Schema(description = "Absent without validation samples.") @Nullable Double validationLoss,
      @Schema(description = "Absent without validation samples, and in a regression.")
          @Nullable Double validationAccuracy,
      @Schema(description = "Mean of the losses of its mini-batches; absent for epoch 0.")
          @Nullable Double meanBatchLoss) {

    static EpochView of(EpochEnd end) {
      return new EpochView(
          end.epoch(),
          end.step(),
          end.trainingLoss(),
          JobResultView.measured(end.trainingAccuracy()),
          JobResultView.measured(end.validationLoss()),
          JobResultView.measured(end.validationAccuracy()),
          JobResultView.measured(end.meanBatchLoss()));
    }
  }

  @Schema(
      name = "ReportedFinding",
      description =
          "Something seems wrong, by the rules that run nothing again; told once, and again when it"
              + " is judged otherwise. The diagnosis has all rules and the evidence.")
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record FindingView(
      @Schema(description = "How far the run had come.") int epoch,
      @Schema(description = "How far the run had come.") long step,
      @Schema(description = "The rule that found it, as in the catalogue.") String rule,
      @Schema(
              description = "How grave it is.",
              allowableValues = {"info", "warning", "error"})
          String severity,
      @Schema(description = "The rule whose finding explains this one; absent for a root cause.")
          @Nullable String causedBy,
      @Schema(description = "For people.") String explanation) {

    static FindingView of(JobEvent.FindingReported found) {
      return new FindingView(
          found.epoch(),
          found.step(),
          found.rule(),
          found.severity(),
          found.causedBy(),
          found.explanation());
    }
  }

  static EventView of(JobEvent event) {
    JobEvent.Change change = event.change();
    long id = event.id();
    Instant at = event.at();
    if (change instanceof JobEvent.StatusChanged status) {
      return new Status(id, "status", at, StatusTransitionView.of(status.transition()));
    }
    if (change instanceof JobEvent.FindingReported found) {
      return new Finding(id, "finding", at, FindingView.of(found));
    }
    if (change instanceof JobEvent.Progressed progressed) {
      return new Progress(id, "progress", at, ProgressView.of(progressed.progress()));
    }
    if (change instanceof JobEvent.EpochEnded ended) {
      return new Epoch(id, "epoch", at, EpochView.of(ended.evaluation()));
    }
    throw new AssertionError(change);
  }

  /** Whether no event follows this one. */
  static boolean isFinal(JobEvent event) {
    return event.change() instanceof JobEvent.StatusChanged status
        && status.transition().status().isFinished();
  }
}
