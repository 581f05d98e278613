package dev.gradtrace.web.report;

import dev.gradtrace.contract.OneOf;
import dev.gradtrace.job.TrainingJob;
import dev.gradtrace.job.TrainingJobs;
import dev.gradtrace.validation.Faults;
import dev.gradtrace.web.budget.Admission;
import dev.gradtrace.web.jobs.FinishedJob;
import dev.gradtrace.web.jobs.RunPaths;
import dev.gradtrace.web.operation.Settled;
import dev.gradtrace.web.operation.Tags;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Single charts of runs for frames in other sites' pages. */
@Tag(name = Tags.TRAIN)
@RestController
@RequestMapping(RunPaths.EMBEDDED + "/{id}")
record EmbedController(TrainingJobs jobs, Admission admission) {

  /** Reloads the chart every 5 s while the run goes on. */
  private static final String RENEWAL = "<meta http-equiv=\"refresh\" content=\"5\">\n";

  @Operation(
      operationId = "embedChart",
      summary = "Show one chart in a frame",
      description =
          "A page with one chart of a run, also of one that is trained elsewhere, and what there is to see in it. Pages of the origins in GRADTRACE_SECURITY_EMBEDORIGINS may frame it; nothing in it runs. While the run goes on, it renews itself.")
  @ApiResponse(
      responseCode = "200",
      description = "The page.",
      content = @Content(mediaType = MediaType.TEXT_HTML_VALUE, schema = @Schema(type = "string")))
  @Settled(by = FinishedJob.class)
  @GetMapping(path = "/{chart}", produces = MediaType.TEXT_HTML_VALUE)
  String chart(
      @PathVariable String id,
      @Parameter(description = "What is drawn.") @OneOf(Chart.class) @PathVariable String chart,
      @Parameter(description = "Light or dark; absent for what the reader's system prefers.")
          @OneOf(Theme.class)
          @RequestParam(required = false)
          @Nullable String theme) {
    TrainingJob job = jobs.get(id);
    Faults faults = new Faults();
    Chart wanted = faults.<Chart>part("", () -> Chart.ALL.get("chart", chart));
    @Nullable Theme colours =
        theme == null ? null : faults.<Theme>part("", () -> Theme.ALL.get("theme", theme));
    faults.throwIfAny();
    admission.answer(RunRecords.numbers(job));
    RunRecords run = RunRecords.of(job, jobs);
    return Page.of(
        faults.need(wanted).title() + ": " + job.title(),
        colours,
        job.status().isFinished() ? "" : RENEWAL,
        " class=\"frame\">\n<main>\n"
            + Page.figure(faults.need(wanted), run, admission::draw)
            + "</main>");
  }
}
