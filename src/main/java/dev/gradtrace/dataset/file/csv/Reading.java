package dev.gradtrace.dataset.file.csv;

import dev.gradtrace.dataset.file.csv.text.Decimal;
import dev.gradtrace.dataset.file.csv.text.Separator;
import java.util.List;
import java.util.Map;

/**
 * How a CSV file was interpreted.
 *
 * @param header whether the first row names the columns
 * @param skippedLines number of comment lines and separator lines
 * @param droppedRows number of rows dropped because of missing values
 * @param filledCells number of missing values replaced by means
 * @param oneHot the values of each one-hot encoded text column, by its name
 * @param notes sentences on guesses and suspicious columns
 */
public record Reading(
    Separator separator,
    Decimal decimal,
    boolean header,
    int skippedLines,
    int droppedRows,
    long filledCells,
    Map<String, List<String>> oneHot,
    List<String> notes) {}
