package dev.gradtrace.web.jobs;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.gradtrace.job.JobEvent;
import dev.gradtrace.training.EpochEnd;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

@Schema(name = "JobEvent", description = "Something that happened to a job.")
record EventView(
    @Schema(description = "Number among the events of the job, ascending from 1.") long id,
    @Schema(
            description = "What kind of event it is.",
            allowableValues = {"status", "progress", "epoch", "finding"})
        String event,
    @Schema(description = "RFC 3339, UTC.") Instant at,
    @Schema(
            description = "What happened: a transition, the progress, an evaluation, or a finding.",
            oneOf = {
              StatusTransitionView.class,
              ProgressView.class,
              EpochView.class,
              FindingEventView.class
            })
        Object data) {

  /** Of one event. */
  static final int MOST_NUMBERS = 8;

  @Schema(name = "EpochEnd", description = "How the network does after an epoch.")
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record EpochView(
      @Schema(description = "0 is the untrained network.") int epoch,
      @Schema(description = "The last step taken.") long step,
      @Schema(description = "Mean cost over the training samples.") double trainingLoss,
      @Schema(description = "Absent in a regression.") @Nullable Double trainingAccuracy,
      @Schema(description = "Absent without validation samples.") @Nullable Double validationLoss,
      @Schema(description = "Absent without validation samples, and in a regression.")
          @Nullable Double validationAccuracy) {

    static EpochView of(EpochEnd end) {
      return new EpochView(
          end.epoch(),
          end.step(),
          end.trainingLoss(),
          JobResultView.measured(end.trainingAccuracy()),
          JobResultView.measured(end.validationLoss()),
          JobResultView.measured(end.validationAccuracy()));
    }
  }

  @Schema(
      name = "FindingEvent",
      description =
          "Something seems wrong, by the rules that run nothing again; told once, and again when it"
              + " is judged otherwise. The diagnosis has all rules and the evidence.")
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record FindingEventView(
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

    static FindingEventView of(JobEvent.FindingReported found) {
      return new FindingEventView(
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
    if (change instanceof JobEvent.StatusChanged status) {
      return of(event, "status", StatusTransitionView.of(status.transition()));
    }
    if (change instanceof JobEvent.FindingReported found) {
      return of(event, "finding", FindingEventView.of(found));
    }
    if (change instanceof JobEvent.Progressed progressed) {
      return of(event, "progress", ProgressView.of(progressed.progress()));
    }
    if (change instanceof JobEvent.EpochEnded ended) {
      return of(event, "epoch", EpochView.of(ended.evaluation()));
    }
    throw new AssertionError(change);
  }

  private static EventView of(JobEvent event, String kind, Object data) {
    return new EventView(event.id(), kind, event.at(), data);
  }

  /** Whether no event follows this one. */
  static boolean isFinal(JobEvent event) {
    return event.change() instanceof JobEvent.StatusChanged status
        && status.transition().status().isFinished();
  }
}
