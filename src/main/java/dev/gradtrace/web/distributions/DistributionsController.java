package dev.gradtrace.web.distributions;

import dev.gradtrace.access.Caller;
import dev.gradtrace.contract.Limits;
import dev.gradtrace.job.TrainingJob;
import dev.gradtrace.job.TrainingJobs;
import dev.gradtrace.job.UnknownJob;
import dev.gradtrace.plot.DistributedRun;
import dev.gradtrace.trace.DistributionSelection;
import dev.gradtrace.trace.Distributions;
import dev.gradtrace.validation.Fault;
import dev.gradtrace.validation.Faults;
import dev.gradtrace.validation.Refusal;
import dev.gradtrace.web.access.Access;
import dev.gradtrace.web.budget.Admission;
import dev.gradtrace.web.jobs.RunPaths;
import dev.gradtrace.web.media.PictureQuery;
import dev.gradtrace.web.media.Tabular;
import dev.gradtrace.web.operation.Refuses;
import dev.gradtrace.web.operation.Settled;
import dev.gradtrace.web.operation.Tags;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.ArrayList;
import java.util.List;
import org.springdoc.core.annotations.ParameterObject;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Distributions recorded by training jobs. */
@Tag(name = Tags.TRAIN)
@RestController
@RequestMapping({RunPaths.TRAINED_ONE + "/distributions", RunPaths.OBSERVED_ONE + "/distributions"})
record DistributionsController(
    TrainingJobs jobs, Limits limits, Admission admission, Access access) {

  @Operation(
      operationId = "getDistributions",
      summary = "Read the distributions",
      description =
          "Of a job whose trace.distributions asks for them; also while it runs. As CSV: one row for each octave that holds entries, sign -1 or 1; 0 has sign 0 and no exponent, what is not finite neither. As SVG: as view says.")
  @ApiResponse(
      responseCode = "200",
      description = "The distributions so far.",
      content = {
        @Content(
            mediaType = MediaType.APPLICATION_JSON_VALUE,
            schema = @Schema(implementation = DistributionSeriesView.class)),
        @Content(mediaType = Tabular.TEXT_CSV),
        @Content(mediaType = PictureQuery.IMAGE_SVG)
      })
  @Refuses(HttpStatus.UNPROCESSABLE_CONTENT)
  @Settled(by = FinishedJobs.class, immutable = true)
  @GetMapping(produces = {MediaType.APPLICATION_JSON_VALUE, Tabular.TEXT_CSV})
  DistributionSeriesView distributions(
      @PathVariable String id, @ParameterObject DistributionQuery query) {
    TrainingJob job = jobs.get(id);
    Distributions kept = read(job, query.selection(job), query);
    return DistributionSeriesView.of(job, kept);
  }

  @Operation(hidden = true)
  @Settled(by = FinishedJobs.class)
  @GetMapping(produces = PictureQuery.IMAGE_SVG)
  String picture(
      @PathVariable String id,
      DistributionQuery query,
      PictureQuery pictureQuery,
      DrawingQuery drawing,
      Caller caller) {
    TrainingJob job = jobs.get(id);
    Faults faults = new Faults();
    DistributionSelection drawn =
        faults.<DistributionSelection>part("", () -> query.selection(job));
    pictureQuery.check(faults);
    faults.throwIfAny();
    DistributionSelection selection = faults.need(drawn);
    List<DistributedRun> runs = new ArrayList<>();
    runs.add(new DistributedRun(job.title(), read(job, selection, query)));
    String other = drawing.with();
    if (other != null) {
      TrainingJob second = visible(other, caller);
      selection = query.selection(second, selection);
      runs.add(new DistributedRun(second.title(), read(second, selection, query)));
    }
    return admission.draw(pictureQuery.sketch(drawing.of(runs, selection)));
  }

  /** A job named in the query, which the check of the path does not cover. */
  private TrainingJob visible(String id, Caller caller) {
    try {
      String owner = access.ownerSeenBy(caller);
      if (owner == null || owner.equals(jobs.owner(id))) {
        return jobs.get(id);
      }
    } catch (UnknownJob unknown) {
      // Said as of a job that is not the caller's.
    }
    throw new Refusal(
        Refusal.Reason.MISSING,
        "There is no training job with the id %s, which with names.".formatted(Fault.shorten(id)));
  }

  private Distributions read(
      TrainingJob job, DistributionSelection selection, DistributionQuery query) {
    Distributions kept = query.chosenSteps(jobs.distributions(job.id(), selection));
    long numbers = DistributionSeriesView.numbers(kept);
    limits.requireAnswer(numbers, "layers", "ask for fewer layers or steps");
    admission.answer(numbers);
    return kept;
  }
}
