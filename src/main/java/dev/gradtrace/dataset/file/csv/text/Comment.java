package dev.gradtrace.dataset.file.csv.text;

/**
 * Comments of a table, outside quotes.
 *
 * @param endsLines whether the marker ends a line that begins with cells, too; else it is only
 *     known at the beginning of a line
 */
public record Comment(String marker, boolean endsLines) {}
