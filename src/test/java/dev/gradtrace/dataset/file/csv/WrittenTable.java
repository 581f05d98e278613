package dev.gradtrace.dataset.file.csv;

import dev.gradtrace.dataset.file.csv.CellRules.Categorical;
import dev.gradtrace.dataset.file.csv.CellRules.Missing;
import dev.gradtrace.dataset.file.csv.text.Decimal;
import dev.gradtrace.dataset.file.csv.text.Layout;
import dev.gradtrace.dataset.file.csv.text.Separator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.stream.IntStream;
import java.util.zip.GZIPOutputStream;

/**
 * A table of known numbers, written in one of the styles of people and their tools, drawn from a
 * seed.
 */
final class WrittenTable {

  private static final String[] NAMES = {"load", "span", "width", "height", "depth", "age", "kind"};
  private static final String[] WORDS = {"red", "green", "light blue", "grey"};
  private static final String[] GAPS = {"NA", "NaN", "nan", "?", "null"};

  /** Kinds of the last column. */
  enum Answer {
    NAMES,
    FROM_ZERO,
    FROM_ONE,
    SIGNS,
    TRUTHS,
    WHOLE_FLOATS,
    MEASURED
  }

  private final SplittableRandom random;
  private final Separator separator;
  private final Decimal decimal;
  private final boolean areAllQuoted;
  private final boolean hasHeader;
  private final boolean areNamesNumbers;
  private final String comment;
  private final boolean isCommentTold;
  private final String lineEnd;
  private final Missing missing;
  private final String gap;
  private final boolean hasWords;
  private final Answer answer;
  private final int features;
  private final int rows;
  private final List<List<String>> cells = new ArrayList<>();

  WrittenTable(long seed) {
    random = new SplittableRandom(seed);
    separator = anyOf(Separator.values());
    areAllQuoted = one(5);
    decimal =
        one(2) && (separator != Separator.COMMA || areAllQuoted) ? Decimal.COMMA : Decimal.POINT;
    features = random.nextInt(3, 7);
    rows = random.nextInt(5, 40);
    hasHeader = !one(3);
    hasWords = one(4);
    areNamesNumbers = hasHeader && !hasWords && one(3);
    comment = one(3) ? anyOf(new String[] {"#", "%", "//"}) : "";
    isCommentTold = !comment.isEmpty() && (comment.length() > 1 || one(2));
    lineEnd = anyOf(new String[] {"\n", "\r\n", "\r"});
    missing = anyOf(Missing.values());
    gap = missing == Missing.REFUSE ? "" : gap();
    answer = anyOf(Answer.values());
    IntStream.range(0, rows).forEach(j -> cells.add(row(j)));
  }

  private String gap() {
    return switch (random.nextInt(3)) {
      case 0 -> "-999";
      case 1 -> anyOf(GAPS);
      default -> separator == Separator.SPACE && !areAllQuoted ? "NA" : "";
    };
  }

  private List<String> row(int j) {
    List<String> row = new ArrayList<>();
    for (int i = 0; i < features; i++) {
      boolean isGap = missing != Missing.REFUSE && !isWordy(i) && j > 0 && one(9);
      row.add(isGap ? gap : isWordy(i) ? anyOf(WORDS) : number(i));
    }
    row.add(answer(j));
    return row;
  }

  private boolean isWordy(int feature) {
    return hasWords && feature == features - 1;
  }

  /** Features alternate between integers, decimals, and numbers with an exponent. */
  private String number(int feature) {
    String text =
        switch (feature % 4) {
          case 0 -> format("%.2f", random.nextDouble(-50, 50));
          case 1 -> format("%.4f", random.nextDouble(0, 1));
          case 2 -> Integer.toString(random.nextInt(-20, 300));
          default -> format("%.5e", random.nextDouble(-1, 1) * 1e-3);
        };
    return text.replace('.', decimal.character());
  }

  private static String format(String pattern, double value) {
    return String.format(Locale.ROOT, pattern, value);
  }

  private String answer(int j) {
    int number = j < 3 ? j : random.nextInt(3);
    return switch (answer) {
      case NAMES -> "type " + "abc".charAt(number);
      case FROM_ZERO -> Integer.toString(number);
      case FROM_ONE -> Integer.toString(number + 1);
      case SIGNS -> number == 0 ? "-1" : "1";
      case TRUTHS -> number == 0 ? "True" : "False";
      case WHOLE_FLOATS -> (number + 2) + ".".replace('.', decimal.character()) + "0";
      case MEASURED -> format("%.3f", random.nextDouble(100)).replace('.', decimal.character());
    };
  }

  /** The bytes of the file. */
  byte[] bytes() {
    StringBuilder text = new StringBuilder(one(4) ? "\uFEFF" : "");
    if (separator != Separator.SPACE && comment.isEmpty() && one(5)) {
      text.append("sep=").append(separator.character()).append(lineEnd);
    }
    if (!comment.isEmpty()) {
      text.append(comment).append(" made on a Tuesday, \"by hand\"").append(lineEnd);
    }
    boolean endsWithSeparator = separator != Separator.SPACE && one(5);
    boolean isPadded = separator != Separator.TAB && one(4);
    if (hasHeader) {
      text.append(line(header(), endsWithSeparator, isPadded)).append(lineEnd);
    }
    for (int j = 0; j < rows; j++) {
      text.append(line(cells.get(j), endsWithSeparator, isPadded));
      text.append(isCommentTold && one(4) ? comment + " checked, \"twice" : "");
      text.append(j == rows - 1 && one(2) ? "" : lineEnd);
      if (!comment.isEmpty() && j == rows / 2) {
        text.append(comment).append("half of them").append(lineEnd);
      }
    }
    byte[] bytes = text.toString().getBytes(StandardCharsets.UTF_8);
    return one(5) ? zipped(bytes) : bytes;
  }

  private static byte[] zipped(byte[] bytes) {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
      gzip.write(bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return packed.toByteArray();
  }

  private String line(List<String> row, boolean endsWithSeparator, boolean isPadded) {
    StringBuilder line = new StringBuilder();
    for (int i = 0; i < row.size(); i++) {
      String blanks = separator == Separator.SPACE || isPadded ? " ".repeat(random.nextInt(3)) : "";
      line.append(i == 0 ? "" : separator.character()).append(blanks).append(quoted(row.get(i)));
    }
    return line.append(endsWithSeparator ? separator.character() : "").toString();
  }

  private String quoted(String cell) {
    boolean mustBe =
        cell.indexOf(separator.character()) >= 0
            || cell.indexOf('"') >= 0
            || separator == Separator.SPACE && cell.isEmpty();
    return mustBe || areAllQuoted ? '"' + cell.replace("\"", "\"\"") + '"' : cell;
  }

  private List<String> header() {
    List<String> names = new ArrayList<>();
    for (int i = 0; i < features; i++) {
      names.add(
          areNamesNumbers
              ? Integer.toString(i)
              : one(3) ? NAMES[i] + separator.character() + " \"m\"" : NAMES[i]);
    }
    names.add("answer");
    return names;
  }

  /** The options needed to read the file, and sometimes those that would be guessed. */
  ReadingOptions options() {
    boolean isClear = separator == Separator.COMMA || separator == Separator.SEMICOLON || one(2);
    Layout layout =
        new Layout(
            isClear ? null : separator,
            one(2) ? null : decimal,
            one(2) && areHeadersClear() ? null : hasHeader,
            isCommentTold ? comment : null);
    String last = hasHeader && one(2) ? "answer" : "-1";
    CsvTargets targets =
        answer == Answer.MEASURED ? CsvTargets.of(List.of(last), null) : CsvTargets.of(null, last);
    return new ReadingOptions(
        layout,
        targets,
        ColumnChoice.ALL,
        new CellRules(
            missing,
            gap.equals("-999") ? List.of("-999") : List.of(),
            hasWords ? Categorical.ONE_HOT : Categorical.REFUSE));
  }

  private boolean areHeadersClear() {
    return !hasWords;
  }

  /** Indices of the rows that are read. */
  private int[] kept() {
    return IntStream.range(0, rows)
        .filter(j -> missing != Missing.DROP_ROWS || gapsOf(j) == 0)
        .toArray();
  }

  private long gapsOf(int j) {
    return missing == Missing.REFUSE
        ? 0
        : cells.get(j).subList(0, features).stream().filter(gap::equals).count();
  }

  /** Number of rows that are dropped. */
  int dropped() {
    return rows - kept().length;
  }

  /** Number of missing values replaced by means. */
  long filled() {
    return missing == Missing.MEAN ? IntStream.range(0, rows).mapToLong(this::gapsOf).sum() : 0;
  }

  /** The inputs of the rows that are read. */
  double[][] inputs() {
    return Arrays.stream(kept()).mapToObj(this::input).toArray(double[][]::new);
  }

  private double[] input(int j) {
    List<String> row = cells.get(j);
    List<Double> input = new ArrayList<>();
    for (int i = 0; i < features; i++) {
      if (isWordy(i)) {
        String word = row.get(i);
        words().forEach(value -> input.add(value.equals(word) ? 1.0 : 0.0));
      } else {
        input.add(row.get(i).equals(gap) ? mean(i) : value(row.get(i)));
      }
    }
    return input.stream().mapToDouble(Double::doubleValue).toArray();
  }

  /** All words, sorted. */
  TreeSet<String> words() {
    TreeSet<String> words = new TreeSet<>();
    if (hasWords) {
      Arrays.stream(kept()).forEach(j -> words.add(cells.get(j).get(features - 1)));
    }
    return words;
  }

  private double mean(int feature) {
    return cells.stream()
        .map(row -> row.get(feature))
        .filter(cell -> !cell.equals(gap))
        .mapToDouble(this::value)
        .average()
        .orElseThrow();
  }

  private double value(String cell) {
    return Double.parseDouble(cell.replace(decimal.character(), '.'));
  }

  /** Whether the last column is a numeric target. */
  boolean isRegression() {
    return answer == Answer.MEASURED;
  }

  /** The targets of a regression. */
  double[][] targets() {
    return Arrays.stream(kept())
        .mapToObj(j -> new double[] {value(cells.get(j).get(features))})
        .toArray(double[][]::new);
  }

  /** Class names of the samples. */
  List<String> labels() {
    return Arrays.stream(kept())
        .mapToObj(j -> cells.get(j).get(features))
        .map(cell -> answer == Answer.WHOLE_FLOATS ? Integer.toString((int) value(cell)) : cell)
        .toList();
  }

  Separator separator() {
    return separator;
  }

  boolean hasHeader() {
    return hasHeader;
  }

  /** Whether some number has a fraction, by which the decimal mark is known. */
  Decimal decimal() {
    return decimal;
  }

  private boolean one(int of) {
    return random.nextInt(of) == 0;
  }

  private <T> T anyOf(T[] values) {
    return values[random.nextInt(values.length)];
  }
}
