package dev.gradtrace.web.datasets;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.gradtrace.contract.OneOf;
import dev.gradtrace.dataset.file.csv.Reading;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

@Schema(
    name = "Reading",
    description = "How files were understood; of IDX files there are only notes.")
@JsonInclude(JsonInclude.Include.NON_NULL)
record ReadingView(
    @Schema(description = "What lies between the cells; space is any number of blanks.")
        @OneOf(also = {",", ";", "tab", "space", "|"})
        @Nullable String separator,
    @Schema(description = "What stands before the fraction of a number.") @OneOf(also = {".", ","})
        @Nullable String decimal,
    @Schema(description = "Whether the file names its columns.") @Nullable Boolean header,
    @Schema(description = "Lines of comments, and one that names the separator.")
        @Nullable Integer skippedLines,
    @Schema(description = "Rows that were left out because a value is missing.")
        @Nullable Integer droppedRows,
    @Schema(description = "Missing values that became the mean of their column.")
        @Nullable Long filledCells,
    @Schema(description = "The values of each column of text that became columns of 0 and 1.")
        @Nullable Map<String, List<String>> oneHot,
    @Schema(
            description =
                "What was guessed, and columns that look like no feature: numbers of rows, ids, dates.")
        List<String> notes) {

  static ReadingView of(Reading reading) {
    return new ReadingView(
        reading.separator().word(),
        reading.decimal().word(),
        reading.header(),
        reading.skippedLines(),
        reading.droppedRows(),
        reading.filledCells(),
        reading.oneHot(),
        reading.notes());
  }

  static ReadingView ofNotes(List<String> notes) {
    return new ReadingView(null, null, null, null, null, null, null, notes);
  }
}
