package dev.gradtrace.web.datasets;

import static java.util.Objects.requireNonNullElse;

import dev.gradtrace.contract.Limits;
import dev.gradtrace.contract.Names;
import dev.gradtrace.contract.OneOf;
import dev.gradtrace.dataset.file.IdxFiles;
import dev.gradtrace.dataset.file.Room;
import dev.gradtrace.dataset.file.csv.CellRules;
import dev.gradtrace.dataset.file.csv.CsvFile;
import dev.gradtrace.dataset.file.csv.ReadingOptions;
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
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;
import org.springframework.web.multipart.MultipartFile;
import org.springframework.web.multipart.MultipartHttpServletRequest;

@Schema(
    name = "DatasetUpload",
    description = "Either a CSV file, or two IDX files: images and labels. Each may be gzipped.")
record UploadRequest(
    @Schema(
            description =
                "CSV in UTF-8; how it is written is found out where the options do not say it.")
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
    @Schema(description = "Its name, for people. Default: the name of the file.", maxLength = 200)
        @Nullable String name,
    @Schema(
            description =
                "What lies between the cells of the CSV file: found out (auto, the default), or given;"
                    + " space is any number of blanks.")
        @OneOf(also = {ReadingWords.AUTO, ",", ";", "tab", "space", "|"})
        @Nullable String separator,
    @Schema(
            description =
                "What stands before the fraction of a number: found out (auto, the default), or given.")
        @OneOf(also = {ReadingWords.AUTO, ".", ","})
        @Nullable String decimal,
    @Schema(
            description =
                "Whether the first row names the columns: found out (auto, the default), true or false.")
        @OneOf(also = {ReadingWords.AUTO, "true", "false"})
        @Nullable String header,
    @Schema(
            description =
                "From where on the rest of a line is skipped, outside quotes: up to 10 characters. Default: # or %"
                    + " at the beginning of lines, if the first lines begin so.",
            example = "#")
        @Nullable String comment,
    @Schema(
            description =
                "The columns that are read, by name or position (0 the first, −1 the last); repeated or"
                    + " separated by commas. The targets need not be among them. Default: all.")
        @Nullable List<String> columns,
    @Schema(
            description =
                "The columns that are not read, by name or position; repeated or separated by commas."
                    + " Not beside columns.")
        @Nullable List<String> ignoreColumns,
    @Schema(
            description =
                "What becomes of missing values: the file is refused (the default), their rows are left"
                    + " out, or they become the mean of their column.")
        @OneOf(CellRules.Missing.class)
        @Nullable String missing,
    @Schema(
            description =
                "What stands for a missing value besides an empty cell, NA, NaN, ? and null; repeated or"
                    + " separated by commas.")
        @Nullable List<String> missingValues,
    @Schema(
            description =
                "What becomes of inputs that are text: the file is refused (the default), or each value"
                    + " becomes a column of 0 and 1.")
        @OneOf(CellRules.Categorical.class)
        @Nullable String categorical) {

  private static final Set<String> MEMBERS =
      new TreeSet<>(
          List.of(
              "file",
              "targetColumns",
              "labelColumn",
              "images",
              "labels",
              "scale",
              "name",
              "separator",
              "decimal",
              "header",
              "comment",
              "columns",
              "ignoreColumns",
              "missing",
              "missingValues",
              "categorical"));

  private static final Set<String> LISTS =
      Set.of("targetColumns", "columns", "ignoreColumns", "missingValues");

  static UploadRequest of(MultipartHttpServletRequest parts) {
    Faults faults = new Faults();
    MEMBERS.stream()
        .filter(part -> !LISTS.contains(part) && count(parts, part) > 1)
        .forEach(part -> faults.malformed(part, "is given more than once"));
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
        texts(parts.getParameterValues("targetColumns")),
        parts.getParameter("labelColumn"),
        parts.getFile("images"),
        parts.getFile("labels"),
        scale,
        parts.getParameter("name"),
        parts.getParameter("separator"),
        parts.getParameter("decimal"),
        parts.getParameter("header"),
        parts.getParameter("comment"),
        texts(parts.getParameterValues("columns")),
        texts(parts.getParameterValues("ignoreColumns")),
        parts.getParameter("missing"),
        list(parts.getParameterValues("missingValues")),
        parts.getParameter("categorical"));
  }

  private static int count(MultipartHttpServletRequest parts, String name) {
    String[] texts = parts.getParameterValues(name);
    return parts.getFiles(name).size() + (texts == null ? 0 : texts.length);
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

  private static @Nullable List<String> texts(String @Nullable [] values) {
    return values == null ? null : Arrays.stream(values).map(String::strip).toList();
  }

  private static @Nullable List<String> list(String @Nullable [] values) {
    return values != null && values.length == 1 ? texts(values[0].split(",", -1)) : texts(values);
  }

  /**
   * Reads the files.
   *
   * @param room takes the bytes that come to be held, and may refuse them
   * @throws InvalidSpec with one fault for each kind of unreadable cell
   */
  UploadedDataset toSpec(Limits limits, LongConsumer room) throws IOException {
    requireOneForm();
    if (file != null) {
      ReadingOptions options = new ReadingWords(this).options();
      try (InputStream csv = file.getInputStream()) {
        return UploadedDataset.of(
            CsvFile.read(name(file), csv, options, new Room(limits.datasetValues(), room)));
      }
    }
    try (InputStream pixels = Objects.requireNonNull(images).getInputStream();
        InputStream classes = Objects.requireNonNull(labels).getInputStream()) {
      return UploadedDataset.of(
          IdxFiles.read(
              name(images), pixels, classes, scale, new Room(limits.datasetValues(), room)));
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
    if (file == null && ReadingWords.areIn(this)) {
      faults.malformed("file", "is required beside options of a CSV file");
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
