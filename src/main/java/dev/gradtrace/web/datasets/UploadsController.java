package dev.gradtrace.web.datasets;

import dev.gradtrace.access.Caller;
import dev.gradtrace.contract.Context;
import dev.gradtrace.web.budget.Admission;
import dev.gradtrace.web.operation.Creates;
import dev.gradtrace.web.operation.Idempotency;
import dev.gradtrace.web.operation.PageQuery;
import dev.gradtrace.web.operation.Tags;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.parameters.RequestBody;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.constraints.Min;
import java.io.IOException;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.multipart.MultipartHttpServletRequest;

/** Uploads of datasets as files. */
@Tag(name = Tags.DATA)
@RestController
@RequestMapping(
    path = DatasetsController.PATH,
    consumes = MediaType.MULTIPART_FORM_DATA_VALUE,
    produces = MediaType.APPLICATION_JSON_VALUE)
record UploadsController(
    Context context, DatasetViews views, Idempotency idempotency, Admission admission) {

  @Operation(
      operationId = "uploadDataset",
      summary = "Keep a dataset that is sent as files",
      description = "A CSV file, or two IDX files.",
      requestBody =
          @RequestBody(
              required = true,
              content =
                  @Content(
                      mediaType = MediaType.MULTIPART_FORM_DATA_VALUE,
                      schema = @Schema(implementation = UploadRequest.class))))
  @Creates(view = DatasetView.class, at = DatasetsController.PATH, description = "The dataset.")
  @PostMapping("/upload")
  ResponseEntity<?> upload(
      @Parameter(hidden = true) MultipartHttpServletRequest parts,
      Caller caller,
      @Parameter(hidden = true) Idempotency.Key key)
      throws IOException {
    UploadRequest request = UploadRequest.of(parts);
    return idempotency.once(
        key,
        () -> UploadFingerprint.of(parts),
        () -> request.toSpec(context.limits(), admission.growing("file")),
        new Idempotency.Collection<UploadedDataset>(read -> views.put(caller, read), views::get));
  }

  /**
   * The same at the path for creating datasets. Hidden from the OpenAPI document, because most
   * client generators assume that an operation has one media type.
   */
  @Operation(hidden = true)
  @Creates(view = DatasetView.class, at = DatasetsController.PATH, description = "The dataset.")
  @PostMapping
  ResponseEntity<?> create(MultipartHttpServletRequest parts, Caller caller, Idempotency.Key key)
      throws IOException {
    return upload(parts, caller, key);
  }

  @Operation(
      operationId = "previewUpload",
      summary = "Look at how files are understood without keeping them",
      description = "How they were read, their columns and first samples.",
      requestBody =
          @RequestBody(
              required = true,
              content =
                  @Content(
                      mediaType = MediaType.MULTIPART_FORM_DATA_VALUE,
                      schema = @Schema(implementation = UploadRequest.class))))
  @PostMapping("/upload/preview")
  DatasetPreviewView preview(
      @Parameter(hidden = true) MultipartHttpServletRequest parts,
      @Parameter(description = DatasetPreviewView.LIMIT_DESCRIPTION)
          @Min(1) @RequestParam(defaultValue = DatasetPreviewView.DEFAULT_LIMIT)
          long limit)
      throws IOException {
    int most = PageQuery.size(limit, DatasetPreviewView.MAX_LIMIT);
    UploadedDataset read =
        UploadRequest.of(parts).toSpec(context.limits(), admission.growing("file"));
    return DatasetPreviewView.of(read.dataset(), read.reading(), most, context.limits());
  }

  /** The same at the path for previews. */
  @Operation(hidden = true)
  @PostMapping("/preview")
  DatasetPreviewView previewAsJsonIs(
      MultipartHttpServletRequest parts,
      @Min(1) @RequestParam(defaultValue = DatasetPreviewView.DEFAULT_LIMIT) long limit)
      throws IOException {
    return preview(parts, limit);
  }
}
