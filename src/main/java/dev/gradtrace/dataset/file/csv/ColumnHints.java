package dev.gradtrace.dataset.file.csv;

import dev.gradtrace.dataset.file.csv.text.CellPattern;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntPredicate;
import java.util.regex.Pattern;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/** Recognises columns that are no useful features: row numbers, ids and times. */
final class ColumnHints {

  private static final Pattern ID =
      Pattern.compile(
          "(?i:id|uuid|guid|key|index|idx|row|row ?(nr|no|num|number|names)|nr\\.?|no\\.?|unnamed: ?\\d+"
              + "|.*[_ .-](id|uuid|key|index|nr\\.?|no\\.?|number))|.*[a-z]I[dD]|ID.*|.*ID");

  private static final Pattern TIME =
      Pattern.compile(
          "(?i:(.*[_ .-])?(date|time|datetime|ts|epoch|unix|created|updated)([_ .-].*)?|.*timestamp.*)"
              + "|.*[a-z](Date|Time|At)");

  /** Seconds since 1970 in March 1973 and February 2103. */
  private static final double[] SECONDS = {1e8, 4.2e9};

  private final ColumnNames names;
  private final int[] columns;
  private final double[] first;
  private int[] counting;
  private int[] whole;
  private int[] times;
  private long rows;

  ColumnHints(ColumnNames names, ColumnRoles roles) {
    this.names = names;
    this.columns = roles.inputs();
    this.first = new double[columns.length];
    this.counting =
        IntStream.range(0, columns.length).filter(i -> names.isNameless(columns[i])).toArray();
    this.whole = called(ID);
    this.times = called(TIME);
  }

  private int[] called(Pattern name) {
    return IntStream.range(0, columns.length)
        .filter(i -> !names.isNameless(columns[i]))
        .filter(i -> name.matcher(names.of(columns[i])).matches())
        .toArray();
  }

  /** Adds the inputs of a row. */
  void add(double[] input) {
    if (rows == 0) {
      System.arraycopy(input, 0, first, 0, first.length);
    }
    counting = kept(counting, i -> input[i] == first[i] + rows && (first[i] == 0 || first[i] == 1));
    whole = kept(whole, i -> input[i] == Math.rint(input[i]));
    times = kept(times, i -> isTime(input[i]));
    rows++;
  }

  /** Whether a number is of a day, 20241231, or counts seconds since 1970 or parts of them. */
  private static boolean isTime(double number) {
    int month = (int) (number / 100 % 100);
    int day = (int) (number % 100);
    boolean isDay =
        number >= 19000101
            && number <= 21001231
            && month >= 1
            && month <= 12
            && day >= 1
            && day <= 31;
    return isDay
        || DoubleStream.of(1, 1e3, 1e6, 1e9)
            .anyMatch(unit -> number >= SECONDS[0] * unit && number < SECONDS[1] * unit);
  }

  private static int[] kept(int[] candidates, IntPredicate holds) {
    for (int i : candidates) {
      if (!holds.test(i)) {
        return Arrays.stream(candidates).filter(holds).toArray();
      }
    }
    return candidates;
  }

  /**
   * The notes on suspicious columns.
   *
   * @param odd cells without a number, which reveal columns of dates
   */
  List<String> notes(OddCells odd) {
    List<String> notes = new ArrayList<>();
    if (rows > 1) {
      for (int i : counting) {
        notes.add(
            "column %s has no name and counts the rows: if it is their index, as df.to_csv() writes it, send %s"
                .formatted(Integer.toString(columns[i] + 1), ignored(columns[i])));
      }
      for (int i : whole) {
        notes.add(
            "the column %s looks like an id: if it says nothing of a sample, send %s"
                .formatted(names.of(columns[i]), ignored(columns[i])));
      }
    }
    for (int i : rows > 1 ? times : new int[0]) {
      notes.add(
          "the column %s tells a time, which grows from sample to sample: to leave it out, send %s"
              .formatted(names.of(columns[i]), ignored(columns[i])));
    }
    for (int column : columns) {
      if (odd.isMostly(column, CellPattern.DATE)) {
        notes.add(
            "the column %s holds dates, each a value of its own: to leave it out, send %s"
                .formatted(names.of(column), ignored(column)));
      }
    }
    return notes;
  }

  private String ignored(int column) {
    return "ignoreColumns=" + names.references(new int[] {column});
  }
}
