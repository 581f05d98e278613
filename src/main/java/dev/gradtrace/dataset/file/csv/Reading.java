package dev.gradtrace.dataset.file.csv;

import dev.gradtrace.dataset.file.csv.text.Decimal;
import dev.gradtrace.dataset.file.csv.text.Separator;
import java.util.List;
import java.util.Map;

/**
 * How a CSV file was understood.
 *
 * @param header whether the first row names the columns
 * @param skippedLines lines of comments, and one that names the separator
 * @param droppedRows rows that were left out because a value is missing
 * @param filledCells missing values that became the mean of their column
 * @param oneHot the values of each column of text that became columns of 0 and 1, by its name
 * @param notes what a person should know: what was guessed, and columns that look like no feature
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
