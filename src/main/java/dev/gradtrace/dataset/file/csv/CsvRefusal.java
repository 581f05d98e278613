package dev.gradtrace.dataset.file.csv;

import static dev.gradtrace.dataset.file.csv.text.CellPattern.COMMA_OR_THOUSANDS;
import static dev.gradtrace.dataset.file.csv.text.CellPattern.CURRENCY;
import static dev.gradtrace.dataset.file.csv.text.CellPattern.DATE;
import static dev.gradtrace.dataset.file.csv.text.CellPattern.DECIMAL_COMMA;
import static dev.gradtrace.dataset.file.csv.text.CellPattern.DECIMAL_POINT;
import static dev.gradtrace.dataset.file.csv.text.CellPattern.MISSING;
import static dev.gradtrace.dataset.file.csv.text.CellPattern.NOT_FINITE;
import static dev.gradtrace.dataset.file.csv.text.CellPattern.NUMBERED;
import static dev.gradtrace.dataset.file.csv.text.CellPattern.PERCENT;
import static dev.gradtrace.dataset.file.csv.text.CellPattern.PERHAPS_MISSING;
import static dev.gradtrace.dataset.file.csv.text.CellPattern.SIGNS;
import static dev.gradtrace.dataset.file.csv.text.CellPattern.TEXT;
import static dev.gradtrace.dataset.file.csv.text.CellPattern.THOUSANDS;
import static dev.gradtrace.dataset.file.csv.text.CellPattern.TRUTH;

import dev.gradtrace.dataset.file.csv.CellRules.Categorical;
import dev.gradtrace.dataset.file.csv.CellRules.Missing;
import dev.gradtrace.dataset.file.csv.text.CellPattern;
import dev.gradtrace.validation.Faults;
import dev.gradtrace.wording.Figures;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.function.IntPredicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * The faults of the cells of a file: one per pattern, with columns, number of cells, and the option
 * that allows them.
 */
final class CsvRefusal {

  private static final CellPattern[] WORDS = {TEXT, PERHAPS_MISSING, TRUTH, DATE};

  private static final Pattern NUMBER_AND_REMARK =
      Pattern.compile("[-+.,\\deE]+ *(#|%|//|!|;)[^#%!;/].*");

  private static final String DROP = "send missing=drop_rows to leave out their rows";

  private final ColumnNames names;
  private final ColumnRoles roles;
  private final OddCells odd;
  private final CellRules rules;
  private final Faults faults = new Faults();

  /**
   * @param rules the rules applied
   */
  CsvRefusal(ColumnNames names, ColumnRoles roles, OddCells odd, CellRules rules) {
    this.names = names;
    this.roles = roles;
    this.odd = odd;
    this.rules = rules;
  }

  /** All faults of the cells. */
  Faults faults() {
    noteNumbers();
    noteGaps();
    noteTargetWords();
    if (rules.categorical() == Categorical.REFUSE) {
      noteWords();
    }
    noteNoNumbers();
    return faults;
  }

  private void noteNumbers() {
    boolean areCommas = !isIn(DECIMAL_COMMA).none();
    boolean areGroups = !areCommas && !isIn(THOUSANDS).none();
    note(areCommas ? isIn(DECIMAL_COMMA, COMMA_OR_THOUSANDS) : isIn(), "send decimal=,");
    note(isIn(DECIMAL_POINT), "send decimal=.");
    note(
        areGroups ? isIn(THOUSANDS, COMMA_OR_THOUSANDS) : isIn(THOUSANDS),
        "no option reads them, write the numbers without");
    note(
        areCommas || areGroups ? isIn() : isIn(COMMA_OR_THOUSANDS),
        "send decimal=, if they are those of decimals, else write the numbers without");
    note(isIn(PERCENT), "no option reads them, write 12 or 0.12 for 12 %");
    note(isIn(CURRENCY), "no option reads them, write the numbers without");
    note(isIn(SIGNS), "no option reads them, write -1.5 and 1.5e3");
    note(
        isIn(NUMBERED),
        "no option reads them, write the table that sklearn.datasets.load_svmlight_file(…) reads as"
            + " CSV");
    note(isIn(NOT_FINITE), "nothing can be learnt from them");
  }

  private void noteGaps() {
    Cells hollow = isIn(MISSING).where(odd::isHollow);
    faults.unless(
        hollow.none(),
        "file",
        "no value at all in %s (%s): send ignoreColumns=%s",
        Figures.counted(hollow.columns.length, "column"),
        names.listed(hollow.columns),
        names.references(hollow.columns));
    Cells gaps = isIn(MISSING).where(column -> !odd.isHollow(column));
    if (rules.missing() == Missing.REFUSE) {
      note(
          gaps,
          gaps.where(odd::isOfWords).none()
              ? DROP + ", or missing=mean to put the mean of the column in their place"
              : DROP);
    } else if (rules.missing() == Missing.MEAN) {
      note(gaps.where(odd::isOfWords), "text has no mean, send missing=drop_rows");
    }
  }

  private void noteTargetWords() {
    Cells words = isIn(WORDS).where(column -> odd.isOfWords(column) && roles.isTarget(column));
    note(
        words,
        "targets are numbers, for classes send labelColumn=" + names.references(words.columns));
  }

  private void noteWords() {
    Cells words = isIn(WORDS).where(column -> odd.isOfWords(column) && !roles.isTarget(column));
    Cells dates = words.where(column -> odd.isMostly(column, DATE));
    Cells truths = words.where(column -> odd.isMostly(column, TRUTH));
    Cells texts =
        words.where(column -> !odd.isMostly(column, DATE) && !odd.isMostly(column, TRUTH));
    Cells ids = texts.where(odd::isOfIds);
    Cells categories = texts.where(column -> !odd.isOfIds(column));
    note(dates, "send ignoreColumns=" + names.references(dates.columns));
    note(truths, "send categorical=one_hot, or write 0 and 1");
    note(
        ids,
        "each is another, as ids and names are, send ignoreColumns="
            + names.references(ids.columns));
    note(
        categories,
        "send categorical=one_hot to make of each value a column of 0 and 1, or ignoreColumns="
            + names.references(categories.columns));
  }

  /** Notes single words in numeric columns. */
  private void noteNoNumbers() {
    Cells words = isIn(WORDS).where(column -> !odd.isOfWords(column));
    if (words.none()) {
      return;
    }
    Place first = words.first();
    long more = words.count() - 1;
    faults.unless(
        false,
        "file",
        "%s: '%s' is not a number%s%s",
        names.place(first.line, first.column),
        first.example,
        more == 0
            ? ""
            : "; nor %s %s of %s"
                .formatted(
                    more == 1 ? "is" : "are", Figures.counted(more, "more cell"), columns(words)),
        cure(words));
  }

  /** What to send or to do about single words in numeric columns. */
  private String cure(Cells words) {
    Place first = words.first();
    if (odd.count(first.column, PERHAPS_MISSING) > 0) {
      return "; if it stands for a missing value, send missingValues=" + first.example;
    }
    Matcher remark = NUMBER_AND_REMARK.matcher(first.example);
    if (remark.matches()) {
      return "; if a remark begins with " + remark.group(1) + ", send comment=" + remark.group(1);
    }
    int[] inputs = words.where(column -> !roles.isTarget(column)).columns;
    if (inputs.length == 0) {
      return ": correct it";
    }
    return (rules.categorical() == Categorical.ONE_HOT
            ? ": no column of more numbers than words is one_hot; write a letter before each number"
                + " if it is a category"
            : ": correct it")
        + ", or send ignoreColumns="
        + names.references(inputs);
  }

  private void note(Cells cells, String cure) {
    if (cells.none()) {
      return;
    }
    Place first = cells.first();
    faults.unless(
        false,
        "file",
        "%s in %s: %s, the first %sin %s: %s",
        first.pattern.words(),
        columns(cells),
        Figures.counted(cells.count(), "cell"),
        first.example.isEmpty() ? "" : "'" + first.example + "' ",
        "line " + first.line + ", column " + (first.column + 1),
        cure);
  }

  private String columns(Cells cells) {
    String listed = names.listed(cells.columns);
    return cells.columns.length + " of " + roles.width() + " columns (" + listed + ")";
  }

  private Cells isIn(CellPattern... patterns) {
    IntPredicate isIn =
        column -> Arrays.stream(patterns).anyMatch(one -> odd.count(column, one) > 0);
    int[] columns = Arrays.stream(roles.all()).sorted().filter(odd::areIn).filter(isIn).toArray();
    return new Cells(odd, List.of(patterns), columns);
  }

  /** The cells of some patterns in some columns. */
  private record Cells(OddCells odd, List<CellPattern> patterns, int[] columns) {

    boolean none() {
      return columns.length == 0;
    }

    Cells where(IntPredicate isMeant) {
      return new Cells(odd, patterns, IntStream.of(columns).filter(isMeant).toArray());
    }

    long count() {
      return places().stream().mapToLong(Place::count).sum();
    }

    Place first() {
      return places().stream().min(Comparator.comparing(Place::line)).orElseThrow();
    }

    private List<Place> places() {
      List<Place> places = new ArrayList<>();
      for (int column : columns) {
        for (CellPattern pattern : patterns) {
          OddCells.Cells found = odd.of(column, pattern);
          if (found != null) {
            places.add(new Place(pattern, found.line(), column, found.example(), found.count()));
          }
        }
      }
      return places;
    }
  }

  private record Place(CellPattern pattern, long line, int column, String example, long count) {}
}
