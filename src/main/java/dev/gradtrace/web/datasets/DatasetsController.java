package dev.gradtrace.web.datasets;

import dev.gradtrace.access.Caller;
import dev.gradtrace.contract.Context;
import dev.gradtrace.contract.DatasetRequest;
import dev.gradtrace.contract.json.Body;
import dev.gradtrace.dataset.Dataset;
import dev.gradtrace.dataset.DatasetRows;
import dev.gradtrace.dataset.store.Datasets;
import dev.gradtrace.dataset.store.StoredDataset;
import dev.gradtrace.validation.InvalidSpec;
import dev.gradtrace.validation.Refusal;
import dev.gradtrace.web.media.Accepted;
import dev.gradtrace.web.media.Tabular;
import dev.gradtrace.web.operation.Creates;
import dev.gradtrace.web.operation.Idempotency;
import dev.gradtrace.web.operation.PageQuery;
import dev.gradtrace.web.operation.PageView;
import dev.gradtrace.web.operation.Refuses;
import dev.gradtrace.web.operation.Tags;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.constraints.Min;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springdoc.core.annotations.ParameterObject;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Stored and built-in datasets. */
@Tag(name = Tags.DATA)
@RestController
@RequestMapping(path = DatasetsController.PATH, produces = MediaType.APPLICATION_JSON_VALUE)
record DatasetsController(
    Context context, Datasets datasets, DatasetViews views, Idempotency idempotency) {

  static final String PATH = "/v1/datasets";

  @Operation(
      operationId = "createDataset",
      summary = "Keep a dataset",
      description = "Rows or a generator; files are for uploadDataset.")
  @Creates(view = DatasetView.class, at = PATH, description = "The dataset.")
  @PostMapping(consumes = MediaType.APPLICATION_JSON_VALUE)
  ResponseEntity<?> create(
      @RequestBody Body<NewDatasetRequest> body,
      Caller caller,
      @Parameter(hidden = true) Idempotency.Key key)
      throws IOException {
    return idempotency.once(
        key,
        body::fingerprint,
        () -> body.to(request -> request.toSpec(context)),
        collection(caller));
  }

  private Idempotency.Collection<Dataset> collection(Caller caller) {
    return new Idempotency.Collection<>(
        dataset -> DatasetView.of(datasets.put(caller, dataset)), views::get);
  }

  @Operation(
      operationId = "previewDataset",
      summary = "Look at a dataset without keeping it",
      description =
          "Its shape and first samples: what a generator makes, or how rows are understood.")
  @PostMapping(path = "/preview", consumes = MediaType.APPLICATION_JSON_VALUE)
  DatasetPreviewView preview(
      @RequestBody Body<DatasetRequest> body,
      @Parameter(description = DatasetPreviewView.LIMIT_DESCRIPTION)
          @Min(1) @RequestParam(defaultValue = DatasetPreviewView.DEFAULT_LIMIT)
          long limit) {
    int most = PageQuery.size(limit, DatasetPreviewView.MAX_LIMIT);
    Dataset dataset = body.to(request -> request.toSpec(context)).data();
    return DatasetPreviewView.of(dataset, null, most, context.limits());
  }

  private void requireAnswer(long samples, int columns) {
    context.limits().requireAnswer(samples * columns, "limit", "ask for fewer samples");
  }

  @Operation(
      operationId = "listDatasets",
      summary = "List datasets",
      description = "Newest first; the built-in ones come last.")
  @GetMapping
  PageView<DatasetView> list(Caller caller, @ParameterObject PageQuery page) {
    return views.list(caller, page);
  }

  @Operation(
      operationId = "getDataset",
      summary = "Describe a dataset",
      description = "Its size, its columns, and what values they hold.")
  @GetMapping("/{id}")
  DatasetView get(@PathVariable String id) {
    return views.get(id);
  }

  @Operation(
      operationId = "getDatasetRows",
      summary = "Read samples of a dataset",
      description = "As CSV: all of them unless limit says otherwise, under the names of columns.")
  @ApiResponse(
      responseCode = "200",
      description = "The samples.",
      content = {
        @Content(
            mediaType = MediaType.APPLICATION_JSON_VALUE,
            schema = @Schema(implementation = DatasetRowsView.class)),
        @Content(mediaType = Tabular.TEXT_CSV)
      })
  @Refuses(HttpStatus.UNPROCESSABLE_CONTENT)
  @GetMapping(
      path = "/{id}/rows",
      produces = {MediaType.APPLICATION_JSON_VALUE, Tabular.TEXT_CSV})
  ResponseEntity<?> rows(
      @PathVariable String id,
      @Parameter(hidden = true) @RequestHeader(defaultValue = MediaType.ALL_VALUE)
          List<MediaType> accept,
      @Parameter(
              description =
                  "At most so many, at least 1. As JSON: default 20, and more than 100 are not given.")
          @Min(1) @RequestParam(required = false)
          @Nullable Long limit,
      @Parameter(description = "Number of the first sample, from 0.")
          @Min(0) @RequestParam(defaultValue = "0")
          int offset) {
    int size = new PageQuery(limit, null).size();
    if (offset < 0) {
      throw InvalidSpec.malformed("offset", "must be at least 0, was %d", offset);
    }
    StoredDataset stored = datasets.find(id).orElseThrow(() -> Refusal.missing("dataset", id));
    if (Accepted.prefers(Tabular.CSV, accept)) {
      long count = limit == null ? Integer.MAX_VALUE : limit;
      return ResponseEntity.ok()
          .contentType(Tabular.CSV)
          .body(new DatasetTable(datasets, stored, offset, Math.min(count, Integer.MAX_VALUE)));
    }
    int columns = stored.summary().columns().size();
    requireAnswer(Math.min(size, stored.summary().samples()), columns);
    DatasetRows rows =
        datasets.rows(id, offset, size).orElseThrow(() -> Refusal.missing("dataset", id));
    return ResponseEntity.ok()
        .contentType(MediaType.APPLICATION_JSON)
        .body(DatasetRowsView.of(id, stored.summary().samples(), rows));
  }

  @Operation(
      operationId = "deleteDataset",
      summary = "Forget a dataset",
      description =
          "Not possible for a built-in one, nor while a job that is not finished needs it.")
  @DeleteMapping(path = "/{id}", produces = MediaType.ALL_VALUE)
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void delete(@PathVariable String id) {
    switch (datasets.delete(id)) {
      case UNKNOWN -> throw Refusal.missing("dataset", id);
      case BUILT_IN -> throw Refusal.conflict("The dataset " + id + " is built in and stays.");
      case NEEDED ->
          throw Refusal.conflict(
              "The dataset " + id + " is needed by a training job that is not finished.");
      case DELETED -> {}
    }
  }
}
