package dev.gradtrace.web.jobs;

import dev.gradtrace.job.TrainingJob;
import dev.gradtrace.job.TrainingJobs;
import dev.gradtrace.plot.CurvaturePicture;
import dev.gradtrace.trace.CurvatureSeries;
import dev.gradtrace.validation.Refusal;
import dev.gradtrace.web.budget.Admission;
import dev.gradtrace.web.media.PictureQuery;
import dev.gradtrace.web.media.Tabular;
import dev.gradtrace.web.operation.Settled;
import dev.gradtrace.web.operation.Tags;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** The curvature recorded by a training job. */
@Tag(name = Tags.TRAIN)
@RestController
@RequestMapping({RunPaths.TRAINED_ONE + "/curvature", RunPaths.OBSERVED_ONE + "/curvature"})
record CurvatureController(TrainingJobs jobs, Admission admission) {

  @Operation(
      operationId = "getCurvature",
      summary = "Read the curvature beside its bound",
      description =
          "Also while the job runs; 404 where its trace did not ask for curvature. As CSV or JSON lines: one for each kept step. As SVG: the sharpness and its bound over the steps.")
  @ApiResponse(
      responseCode = "200",
      description = "The curvature so far.",
      content = {
        @Content(
            mediaType = MediaType.APPLICATION_JSON_VALUE,
            schema = @Schema(implementation = CurvatureSeriesView.class)),
        @Content(mediaType = Tabular.TEXT_CSV),
        @Content(mediaType = MediaType.APPLICATION_NDJSON_VALUE),
        @Content(mediaType = PictureQuery.IMAGE_SVG)
      })
  @Settled(by = FinishedJob.class, immutable = true)
  @GetMapping(
      produces = {
        MediaType.APPLICATION_JSON_VALUE,
        Tabular.TEXT_CSV,
        MediaType.APPLICATION_NDJSON_VALUE
      })
  CurvatureSeriesView curvature(@PathVariable String id) {
    TrainingJob job = jobs.get(id);
    return CurvatureSeriesView.of(job, recorded(job));
  }

  @Operation(hidden = true)
  @Settled(by = FinishedJob.class)
  @GetMapping(produces = PictureQuery.IMAGE_SVG)
  String curvaturePicture(@PathVariable String id, PictureQuery query) {
    TrainingJob job = jobs.get(id);
    CurvatureSeries series = recorded(job);
    return admission.draw(
        query.sketch(
            new CurvaturePicture(job.title(), series, CurvatureSeriesView.bounds(job, series))));
  }

  /** The recorded curvature, after reserving memory for the answer. */
  private CurvatureSeries recorded(TrainingJob job) {
    if (job.spec().trace().steps().curvaturePoints() == 0) {
      throw new Refusal(
          Refusal.Reason.MISSING,
          "The curvature of this job is not recorded: its trace did not ask for it.");
    }
    CurvatureSeries series = jobs.curvature(job.id());
    admission.answer(CurvatureSeriesView.NUMBERS_PER_STEP * (long) series.points().size());
    return series;
  }
}
