package dev.gradtrace.web.datasets;

import static java.util.Objects.requireNonNullElse;

import dev.gradtrace.contract.Limits;
import dev.gradtrace.contract.Names;
import dev.gradtrace.dataset.Dataset;
import dev.gradtrace.dataset.file.CsvFile;
import dev.gradtrace.dataset.file.CsvTargets;
import dev.gradtrace.dataset.file.IdxFiles;
import dev.gradtrace.validation.Faults;
import dev.gradtrace.validation.GivenName;
import dev.gradtrace.validation.InvalidSpec;
import io.swagger.v3.oas.annotations.media.Schema;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.springframework.web.multipart.MultipartFile;
import org.springframework.web.multipart.MultipartHttpServletRequest;

@Schema(
    name = "DatasetUpload",
    description = "Either a CSV file, or two IDX files: images and labels. Each may be gzipped.")
record UploadRequest(
    @Schema(
            description =
                "CSV, UTF-8, with or without header, separated by commas, semicolons or tabs.")
        @Nullable MultipartFile file,
    @Schema(
            description =
                "Columns of the targets, by name or position (0 the first, −1 the last); repeated or"
                    + " separated by commas. Default: the last column.")
        @Nullable List<String> targetColumns,
    @Schema(description = "The column of the labels, by name or position.", example = "species")
        @Nullable String labelColumn,
    @Schema(description = "IDX file of the inputs, one sample per entry of its first dimension.")
        @Nullable MultipartFile images,
    @Schema(description = "IDX file of the labels.") @Nullable MultipartFile labels,
    @Schema(description = "Factor of every value in images. Default 1/255.") @Nullable Double scale,
    @Schema(
            description = "What people shall call it. Default: the name of the file.",
            maxLength = 200)
        @Nullable String name) {

  private static final Set<String> MEMBERS =
      new TreeSet<>(
          List.of("file", "targetColumns", "labelColumn", "images", "labels", "scale", "name"));

  static UploadRequest of(MultipartHttpServletRequest parts) {
    Faults faults = new Faults();
    Set<String> sent = new TreeSet<>(parts.getMultiFileMap().keySet());
    sent.addAll(parts.getParameterMap().keySet());
    sent.removeAll(MEMBERS);
    sent.removeAll(queryParameters(parts));
    sent.forEach(
        part -> faults.malformed(part, "is unknown here; known are %s", new Faults.Known(MEMBERS)));
    Double scale = number(parts.getParameter("scale"), faults);
    faults.throwIfAny();
    return new UploadRequest(
        parts.getFile("file"),
        columns(parts.getParameterValues("targetColumns")),
        parts.getParameter("labelColumn"),
        parts.getFile("images"),
        parts.getFile("labels"),
        scale,
        parts.getParameter("name"));
  }

  private static Set<String> queryParameters(MultipartHttpServletRequest parts) {
    Set<String> names = new TreeSet<>();
    for (String pair : requireNonNullElse(parts.getQueryString(), "").split("&", -1)) {
      names.add(pair.split("=", -1)[0]);
    }
    return names;
  }

  private static @Nullable Double number(@Nullable String text, Faults faults) {
    try {
      return text == null ? null : Double.valueOf(text);
    } catch (NumberFormatException e) {
      faults.malformed("scale", "must be a number, was %s", text);
      return null;
    }
  }

  private static @Nullable List<String> columns(String @Nullable [] values) {
    if (values == null) {
      return null;
    }
    String[] names = values.length == 1 ? values[0].split(",", -1) : values;
    return Arrays.stream(names).map(String::trim).toList();
  }

  /**
   * Reads the files.
   *
   * @throws InvalidSpec naming every bad cell by line and column
   */
  Dataset toSpec(Limits limits) throws IOException {
    requireOneForm();
    if (file != null) {
      CsvTargets answers = CsvTargets.of(targetColumns, labelColumn);
      try (InputStream csv = file.getInputStream()) {
        return CsvFile.read(name(file), csv, answers, limits.datasetValues());
      }
    }
    try (InputStream pixels = Objects.requireNonNull(images).getInputStream();
        InputStream classes = Objects.requireNonNull(labels).getInputStream()) {
      double factor = requireNonNullElse(scale, IdxFiles.DEFAULT_SCALE);
      return IdxFiles.read(name(images), pixels, classes, factor, limits.datasetValues());
    }
  }

  private void requireOneForm() {
    Faults faults = new Faults();
    if (file == null && images == null && labels == null) {
      faults.malformed("file", "is required, unless there are images and labels");
    }
    if (file != null && (images != null || labels != null || scale != null)) {
      faults.malformed("file", "excludes images, labels and scale");
    }
    if (file == null && (images == null) != (labels == null)) {
      faults.malformed(images == null ? "images" : "labels", "is required");
    }
    if (file == null && (targetColumns != null || labelColumn != null)) {
      faults.malformed("file", "is required beside targetColumns and labelColumn");
    }
    if (name != null) {
      Names.requireName(name, faults);
    }
    faults.throwIfAny();
  }

  private String name(MultipartFile sent) {
    String fileName = requireNonNullElse(sent.getOriginalFilename(), "");
    String last =
        fileName.substring(Math.max(fileName.lastIndexOf('/'), fileName.lastIndexOf('\\')) + 1);
    return name != null ? name : GivenName.fault(last) == null ? last : "upload";
  }
}
