package dev.gradtrace.dataset.file.csv;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.management.ThreadMXBean;
import dev.gradtrace.dataset.Dataset;
import dev.gradtrace.dataset.DatasetRows;
import dev.gradtrace.dataset.Refusal;
import dev.gradtrace.dataset.Task;
import dev.gradtrace.dataset.file.Room;
import dev.gradtrace.dataset.file.csv.text.Layout;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CsvFileTest {

  private static final Room PLENTY = Room.of(1_000_000);
  private static final CsvTargets LAST = CsvTargets.of(null, null);

  private static final String FLOWERS =
      """
      length,width,species
      1.5,2,rose
      3,4e0,aster
      -5,.5,rose
      """;

  @Test
  void refusesTextThatIsNotUtf8SinceItWouldMergeClasses() {
    byte[] latin1 = "a,c\n1,\u00e9\n2,\u00e8\n".getBytes(StandardCharsets.ISO_8859_1);
    assertThatThrownBy(
            () ->
                CsvFile.read(
                    "x", new ByteArrayInputStream(latin1), ReadingOptions.of(LAST), PLENTY))
        .hasMessageContaining("not encoded in UTF-8");
  }

  @Test
  void readsNamesNumbersAndLabels() {
    Dataset flowers = read(FLOWERS, CsvTargets.of(null, "species"));
    assertThat(flowers.columns().inputs()).containsExactly("length", "width");
    assertThat(flowers.columns().targets()).containsExactly("species");
    assertThat(flowers.rows(0, 9).inputs())
        .isDeepEqualTo(new double[][] {{1.5, 2}, {3, 4}, {-5, 0.5}});
    assertThat(flowers.labels().names()).containsExactly("aster", "rose");
    assertThat(flowers.rows(0, 9).labels()).containsExactly(1, 0, 1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"1,2,3", "1;2;3", "1\t2\t3", " 1 , 2 , 3 ", "\"1\",2,\"3\"", "\uFEFF1,2,3"})
  void readsWhatPeopleCallCsv(String row) {
    DatasetRows rows = read(row + "\r\n", LAST).rows(0, 9);
    assertThat(rows.inputs()).isDeepEqualTo(new double[][] {{1, 2}});
    assertThat(rows.targets()).isDeepEqualTo(new double[][] {{3}});
  }

  @Test
  void readsGzip() throws IOException {
    assertThat(read(gzip(FLOWERS), LAST).samples()).isEqualTo(3);
  }

  @Test
  void findsAHeaderByTextAboveNumbers() {
    assertThat(read("a,b\n1,2\n3,4.5\n", LAST).samples()).isEqualTo(2);
    assertThat(read("1,2\n3,4.5\n", LAST).samples()).isEqualTo(2);
    assertThat(read("1,rose\n3,aster\n", LAST).samples()).isEqualTo(2);
    assertThat(read("0,1,target\n1,2,7\n", LAST).columns().targets()).containsExactly("target");
    assertThat(read("0,1,hue\n0.5,7.25,red\n1.5,2.5,red\n", LAST).samples()).isEqualTo(2);
    assertThat(read("0,1,red\n1.5,2.5,red\n", LAST).samples()).isEqualTo(2);
    assertThat(read("0,1,red\n2,3,blue\n4.5,5.5,blue\n", LAST).samples()).isEqualTo(3);
  }

  @Test
  void findsColumnsByNameOrPosition() {
    String file = "a,b,c\n1,2,3.5\n4,5,6.5\n";
    assertThat(read(file, targets("c", "a")).rows(0, 9).targets())
        .isDeepEqualTo(new double[][] {{3.5, 1}, {6.5, 4}});
    assertThat(read(file, targets("1")).columns().targets()).containsExactly("b");
    assertThat(read(file, targets("-3")).columns().targets()).containsExactly("a");
  }

  @Test
  void saysWhichColumnsThereAre() {
    assertThat(Refusal.of(() -> read(FLOWERS, CsvTargets.of(null, "colour"))))
        .containsExactly(
            "/labelColumn the file has no column 'colour'; it has 3 columns: length, width, species");
    assertThat(Refusal.of(() -> read("1,2\n", targets("0", "2"))))
        .containsExactly(
            "/targetColumns/1 the file has no column '2'; it has 2 columns without names");
    assertThat(Refusal.of(() -> read("1,2,3\n", targets("0", "-3"))))
        .containsExactly("/targetColumns/0 must not name a column twice");
    assertThat(Refusal.of(() -> read("1,2\n", targets("0", "1"))))
        .containsExactly("/file has no column left for inputs");
    assertThat(Refusal.of(() -> CsvTargets.of(List.of("a"), "b"))).hasSize(1);
  }

  @Test
  void refusesANameThatTwoColumnsHave() {
    String file = "a,a,c\n1,2,3.5\n4,5,6.5\n";
    assertThat(Refusal.of(() -> read(file, targets("a"))))
        .containsExactly(
            "/targetColumns/0 the file has more than one column 'a': send its position, from 0");
    assertThat(read(file, targets("1")).columns().targets()).containsExactly("a");
  }

  @Test
  void leavesOutWhatHasNeitherNameNorValueAtTheEnd() {
    assertThat(read("a;b;;\n1;2.5;;\n3;4.5;;\n", LAST).columns().targets()).containsExactly("b");
    assertThat(read("1,2.5,,,\n3,4.5,,,\n", LAST).features()).isEqualTo(1);
    assertThat(Refusal.of(() -> read("a;b;;\n1;2.5;;\n3;4.5;;\n" + "5;6.5;;7\n", LAST)))
        .isNotEmpty();
    assertThat(Refusal.of(() -> read("a;b;c\n1;2.5;\n3;4.5;\n", LAST)).get(0))
        .contains("no value at all in 1 column (c)");
  }

  @Test
  void leavesOutRowsOfNothingButSeparators() throws IOException {
    String table = "a,b\n1,2.5\n,\n3,4.5\n , \n";
    ReadingOptions options = ReadingOptions.of(LAST);
    CsvDataset read = CsvFile.read("gaps", stream(table.getBytes(UTF_8)), options, PLENTY);
    assertThat(read.dataset().samples()).isEqualTo(2);
    assertThat(read.reading().skippedLines()).isEqualTo(2);
  }

  @Test
  void takesNumbersThatAreNoPositionsForNames() {
    String table = "2019,2020,2021\n0.5,1.5,2.5\n1,2,3\n";
    assertThat(read(table, targets("2021")).columns().targets()).containsExactly("2021");
    assertThat(Refusal.of(() -> read("1,2,3\n4,5,6\n", targets("3"))).get(0))
        .contains("3 columns without names");
  }

  @Test
  void tellsClassesThatDifferInCaseOnly() throws IOException {
    String table = "a,b\n1,Yes\n2,yes\n3,no\n4,Yes\n";
    ReadingOptions options = ReadingOptions.of(CsvTargets.of(null, "b"));
    CsvDataset read = CsvFile.read("case", stream(table.getBytes(UTF_8)), options, PLENTY);
    assertThat(read.reading().notes())
        .containsExactly("'Yes' and 'yes' are two classes, which differ in case only");
  }

  @Test
  void knowsFilesOfLibsvm() {
    assertThat(Refusal.of(() -> read("+1 1:0.5 2:1\n-1 1:2 2:.25\n+1 1:1e3 2:4\n", LAST)))
        .singleElement()
        .asString()
        .contains("load_svmlight_file");
  }

  @Test
  void offersToIgnoreTextsThatNeverRepeat() {
    String rows =
        IntStream.range(0, 12)
            .mapToObj(i -> "C" + i + "," + (i % 2 == 0 ? "m" : "f") + "," + i + "\n")
            .collect(joining());
    assertThat(Refusal.of(() -> read("customer,sex,b\n" + rows, targets("b"))))
        .satisfiesExactly(
            ids -> assertThat(ids).contains("each is another").endsWith("ignoreColumns=customer"),
            words -> assertThat(words).contains("(sex)", "send categorical=one_hot"));
  }

  /** A table, and the text that the refusal must contain. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "a,b\\n1,2.5\\n3,4.5\\n# a remark\\n5,6.5\\n | if it is a comment, send comment=#",
        "a,b\\n1,2.5 # good\\n3,4.5\\n5,6.5\\n | if a remark begins with #, send comment=#",
        "a,b\\n1,5,2,5\\n3,5,4,5\\n | line 1 has 2 names, the others have 4 columns",
        "a,b,c\\n1,2.5\\n3,4.5\\n | line 1 has 3 names, the others have 2 columns",
        "a,b\\n1,2.5\\n3,4.5\0\\n | text in 1 of 2 columns (b)",
        "Sizes of 2024\\n\\na,b\\n1,2.5\\n3,4.5\\n | if line 1 is a title, send comment=",
        "a:b\\n1:2.5\\n3:4.5\\n | another character may separate its cells",
        "a,b\\n1,(2.5)\\n3,4.5\\n | minus signs or exponents in another form",
        "a,b\\n1,\u22122.5\\n3,4.5\\n | write -1.5 and 1.5e3",
        "a,b\\n1,2.5-\\n3,4.5\\n | write -1.5 and 1.5e3",
        "a,b\\n1,2.5D+03\\n3,4.5\\n | write -1.5 and 1.5e3",
        "<table>\\n<tr>\\n | pandas.read_html",
      })
  void saysWhatToDoAboutOddTables(String file, String told) {
    assertThat(Refusal.of(() -> read(file.replace("\\n", "\n"), targets("b"))).get(0))
        .contains(told);
  }

  @Test
  void namesEveryPatternOfBadCellsWithTheFirstOfThem() {
    String file =
        """
        sepal,petal,species
        1,2,rose

        abc,NaN,rose
        1,,aster
        1,2
        1,0x1p3,
        1e999,1d,"two
        lines"
        x,1,rose
        1,1,rose
        """;
    assertThat(Refusal.of(() -> read(file, CsvTargets.of(null, "species"))))
        .containsExactly(
            "/file numbers that are not finite in 1 of 3 columns (sepal): 1 cell, the first '1e999'"
                + " in line 8, column 1: nothing can be learnt from them",
            "/file missing values in 2 of 3 columns (petal, species): 3 cells, the first 'NaN' in"
                + " line 4, column 2: send missing=drop_rows to leave out their rows, or"
                + " missing=mean to put the mean of the column in their place",
            "/file line 4, column 1 (sepal): 'abc' is not a number; nor are 3 more cells of 2 of 3"
                + " columns (sepal, petal): correct it, or send ignoreColumns=sepal,petal",
            "/file line 6 has 2 columns, the others have 3");
  }

  @Test
  void advisesNoMeanForTextThatIsMissing() {
    assertThat(Refusal.of(() -> read("a,c,y\n1,red,0\n2,,1\n,blue,1\n", CsvTargets.of(null, "y"))))
        .contains(
            "/file missing values in 2 of 3 columns (a, c): 2 cells, the first in line 3, column 2:"
                + " send missing=drop_rows to leave out their rows");
  }

  @Test
  void namesABadCellWithoutHeaderByItsPlace() {
    assertThat(Refusal.of(() -> read("1,2\n3,4\n5,x\n", LAST)))
        .containsExactly(
            "/file line 3, column 2: 'x' is not a number (for classes send labelColumn)");
  }

  @Test
  void saysWhatMakesCategoriesOfNumbersAndWords() throws IOException {
    String grades = "grade,price\n1,2\n2,3\n2,3\nA,4\n";
    ReadingOptions options = oneHot(Layout.AUTO);
    assertThat(Refusal.of(() -> CsvFile.read("x", stream(grades.getBytes(UTF_8)), options, PLENTY)))
        .containsExactly(
            "/file line 5, column 1 (grade): 'A' is not a number: no column of more numbers than"
                + " words is one_hot; write a letter before each number if it is a category, or"
                + " send ignoreColumns=grade");
    byte[] lettered = grades.replaceAll("(?m)^(?=[12])", "g").getBytes(UTF_8);
    assertThat(CsvFile.read("x", stream(lettered), options, PLENTY).dataset().columns().inputs())
        .containsExactly("grade=A", "grade=g1", "grade=g2");
  }

  /** Each of the words of {@code rows × columns} cells occurs once. */
  @Test
  void countsWhatItMakesOfWordsBeforeItMakesIt() throws IOException {
    int rows = 100;
    int columns = 50;
    StringBuilder table = new StringBuilder();
    for (int j = 0; j < rows; j++) {
      for (int i = 0; i < columns; i++) {
        table.append('w').append(j).append(',');
      }
      table.append("1\n");
    }
    ReadingOptions options =
        new ReadingOptions(
            Layout.AUTO,
            LAST,
            ColumnChoice.ALL,
            new CellRules(CellRules.Missing.REFUSE, List.of(), CellRules.Categorical.ONE_HOT));
    AtomicLong bytes = new AtomicLong();
    CsvFile.read("x", stream(table.toString().getBytes(UTF_8)), options, counting(bytes));
    assertThat(bytes.get()).isGreaterThan((long) Double.BYTES * rows * rows * columns);
  }

  @Test
  void countsTheValuesItReads() throws IOException {
    AtomicLong bytes = new AtomicLong();
    byte[] table = "0,1\n".repeat(1000).getBytes(UTF_8);
    CsvFile.read("x", stream(table), ReadingOptions.of(LAST), counting(bytes));
    assertThat(bytes.get()).isGreaterThanOrEqualTo(2L * Double.BYTES * 1000);
  }

  private static Room counting(AtomicLong bytes) {
    return new Room(PLENTY.values(), bytes::addAndGet);
  }

  @Test
  void namesAPatternOnceHoweverOftenItOccurs() {
    assertThat(Refusal.of(() -> read("1,2\n" + "x,1\n".repeat(500), LAST)))
        .containsExactly(
            "/file text in 1 of 2 columns (1): 500 cells, the first 'x' in line 2, column 1: send"
                + " categorical=one_hot to make of each value a column of 0 and 1, or"
                + " ignoreColumns=0");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "\n\n", "\uFEFF"})
  void refusesAnEmptyFile(String file) {
    assertThat(Refusal.of(() -> read(file, LAST))).containsExactly("/file is empty");
  }

  @Test
  void refusesAHeaderWithoutRows() {
    assertThat(Refusal.of(() -> read("a,b\n", CsvTargets.of(null, "b"))))
        .containsExactly("/file holds no rows of data");
  }

  @Test
  void refusesARowWithoutEnd() {
    assertThat(Refusal.of(() -> read("1,".repeat(200_000), LAST)))
        .containsExactly("/file has more than 131072 columns or 67108864 characters in line 1");
  }

  @Test
  void refusesAnOpenQuote() {
    assertThat(Refusal.of(() -> read("1,2\n3,\"4\n", LAST)).get(0)).startsWith("/file is not CSV");
  }

  @Test
  void takesWholeNumbersFromZeroForTheClassesThemselves() {
    Dataset dataset = read("1,0\n2,5\n3,0\n", CsvTargets.of(null, "1"));
    assertThat(dataset.labels().classes()).isEqualTo(6);
    assertThat(dataset.rows(0, 3).labels()).containsExactly(0, 5, 0);
  }

  @Test
  void numbersOtherLabelsInAscendingOrder() {
    Dataset signs = read("1,10\n2,-1\n3,2\n4,2.0\n", CsvTargets.of(null, "1"));
    assertThat(signs.labels().names()).containsExactly("-1", "2", "10");
    assertThat(signs.rows(0, 4).labels()).containsExactly(2, 0, 1, 1);
  }

  @Test
  void refusesFractionsAsLabels() {
    assertThat(Refusal.of(() -> read("1,0.5\n2,1\n", CsvTargets.of(null, "1"))))
        .containsExactly(
            "/file line 1, column 2: '0.5' is neither a whole number nor a name, as a label must be");
  }

  @Test
  void guessesWhatTheLastColumnIs() {
    assertThat(read("1,a\n2,b\n3,c\n", LAST).task()).isEqualTo(Task.CLASSIFICATION);
    assertThat(read("1,0\n2,1\n3,1\n4,0\n", LAST).labels().classes()).isEqualTo(2);
    assertThat(read("1,2\n2,4\n3,6\n", LAST).task()).isEqualTo(Task.REGRESSION);
    assertThat(read("1,1.5\n2,1.5\n3,1\n4,1\n", LAST).task()).isEqualTo(Task.REGRESSION);
  }

  @Test
  void recognisesOneHotTargets() {
    Dataset dataset = read("a,b,c\n1,0,1\n2,1,0\n", targets("b", "c"));
    assertThat(dataset.task()).isEqualTo(Task.CLASSIFICATION);
    assertThat(dataset.outputs()).isEqualTo(2);
  }

  @Test
  void keepsFilesLongerThanABlock() {
    StringBuilder file = new StringBuilder();
    int rows = 100_000;
    for (int j = 0; j < rows; j++) {
      file.append(j).append(',').append(0.5 + j).append('\n');
    }
    Dataset dataset = read(file.toString(), LAST);
    assertThat(dataset.samples()).isEqualTo(rows);
    for (int j : new int[] {0, 8_191, 8_192, rows - 1}) {
      assertThat(dataset.rows(j, 1).inputs()[0]).as("row %d", j).containsExactly(j);
      assertThat(dataset.rows(j, 1).targets()[0]).as("row %d", j).containsExactly(0.5 + j);
    }
  }

  @Test
  void stopsReadingWhereTheLimitIsReached() throws IOException {
    String refusal = "/file holds more than the 1000 values allowed";
    assertThat(
            Refusal.of(
                () ->
                    CsvFile.read("big", endless("1,2\n"), ReadingOptions.of(LAST), Room.of(1000))))
        .containsExactly(refusal);
    byte[] blank = new byte[3_000_000];
    SplittableRandom random = new SplittableRandom(1);
    for (int i = 0; i < blank.length; i++) {
      blank[i] = (byte) (random.nextBoolean() ? '\n' : '\r');
    }
    byte[] large = gzip(new String(blank, StandardCharsets.US_ASCII));
    assertThat(
            Refusal.of(
                () -> CsvFile.read("large", stream(large), ReadingOptions.of(LAST), Room.of(1000))))
        .containsExactly("/file is larger than 1080576 bytes when unpacked");
    byte[] bomb = gzip("\n".repeat(3_000_000));
    assertThat(
            Refusal.of(
                () -> CsvFile.read("bomb", stream(bomb), ReadingOptions.of(LAST), Room.of(1000))))
        .containsExactly(
            "/file is packed more closely than data are: beyond a megabyte it may become 200 times"
                + " as large");
  }

  /** What is read, and what is allocated for it, grows as the file does, not as its square. */
  @Test
  void takesReferencesToManyColumns() {
    long few = allocatedForReferences(1000);
    assertThat(allocatedForReferences(8000)).isLessThan(20 * few);
  }

  private static long allocatedForReferences(int columns) {
    String names = IntStream.range(0, columns).mapToObj(i -> "c" + i).collect(joining(","));
    String file = names + ("\n" + "1,".repeat(columns - 1) + "1").repeat(2);
    CsvTargets half = targets(names.substring(0, names.indexOf(",c" + columns / 2)));
    ThreadMXBean thread = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long before = thread.getCurrentThreadAllocatedBytes();
    assertThat(read(file, half).outputs()).isEqualTo(columns / 2);
    return thread.getCurrentThreadAllocatedBytes() - before;
  }

  @Test
  void refusesBrokenGzip() throws IOException {
    byte[] whole = gzip("1,2\n".repeat(100));
    byte[] cut = Arrays.copyOf(whole, whole.length / 2);
    byte[] header = Arrays.copyOf(whole, 5);
    byte[] changed = whole.clone();
    changed[whole.length - 6] ^= 1;
    for (byte[] broken : List.of(cut, header, changed)) {
      assertThat(Refusal.of(() -> read(broken, LAST)))
          .containsExactly("/file is not a complete gzip file");
    }
  }

  /** What stands behind the marker is skipped as by pandas.read_csv(…, comment='#'). */
  @Test
  void skipsTheRestOfALineBehindACommentOutsideQuotes() throws IOException {
    ReadingOptions options = oneHot(new Layout(null, null, null, "#"));
    String file =
        """
        # units: mm, "about
        size,kind,answer # as told
        1.5,"C#, new",2 # it's, "odd
          # a line
        2.5,"D",3#
        """;
    CsvDataset read = CsvFile.read("x", stream(file.getBytes(UTF_8)), options, PLENTY);
    assertThat(read.dataset().columns().inputs()).containsExactly("size", "kind=C#, new", "kind=D");
    assertThat(read.dataset().rows(0, 9).targets()).isDeepEqualTo(new double[][] {{2}, {3}});
    assertThat(read.reading().skippedLines()).isEqualTo(2);
  }

  /** The index has no name where df.to_csv() writes it. */
  @Test
  void notesTheIndexThatPandasWrites() throws IOException {
    byte[] file = ",a,b\n0,1.5,2.5\n1,2.5,3.5\n2,3.5,4.5\n".getBytes(UTF_8);
    Reading reading = CsvFile.read("x", stream(file), ReadingOptions.of(LAST), PLENTY).reading();
    assertThat(reading.notes()).singleElement().asString().contains("ignoreColumns=0");
  }

  /** Column names and values, and whether they tell a time. */
  @ParameterizedTest
  @CsvSource({
    "timestamp, 1700000000, 1700000060, true",
    "created_at, 1700000000123, 1700000060456, true",
    "Date, 20240131, 20240201, true",
    "epoch, 1, 2, false",
    "time, 12.5, 13.5, false",
    "date, 20241301, 20240201, false",
    "population, 1700000000, 1700000060, false"
  })
  void notesColumnsOfTimes(String name, String first, String second, boolean isTime)
      throws IOException {
    String file = "size,%s,answer\n1,%s,2.5\n3,%s,4.5\n".formatted(name, first, second);
    Reading reading =
        CsvFile.read("x", stream(file.getBytes(UTF_8)), ReadingOptions.of(LAST), PLENTY).reading();
    assertThat(reading.notes().stream().anyMatch(note -> note.contains("ignoreColumns=" + name)))
        .isEqualTo(isTime);
  }

  @Test
  void tellsLabelsApartThatShareADouble() {
    Dataset dataset =
        read("a,id\n1,100000000000000000\n2,100000000000000001\n", CsvTargets.of(null, "id"));
    assertThat(dataset.labels().names()).hasSize(2);
  }

  @Test
  void takesYearsForNamesAboveFractions() {
    Dataset dataset = read("2019,2020,2021\n0.5,1,2.5\n1,2,3.5\n", LAST);
    assertThat(dataset.columns().inputs()).containsExactly("2019", "2020");
  }

  private static CsvTargets targets(String... columns) {
    return CsvTargets.of(List.of(columns), null);
  }

  private static ReadingOptions oneHot(Layout layout) {
    return new ReadingOptions(
        layout,
        LAST,
        ColumnChoice.ALL,
        new CellRules(CellRules.Missing.REFUSE, List.of(), CellRules.Categorical.ONE_HOT));
  }

  private static Dataset read(String file, CsvTargets answers) {
    return read(file.getBytes(StandardCharsets.UTF_8), answers);
  }

  private static Dataset read(byte[] file, CsvTargets answers) {
    try {
      return CsvFile.read("file", stream(file), ReadingOptions.of(answers), PLENTY).dataset();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static ByteArrayInputStream stream(byte[] file) {
    return new ByteArrayInputStream(file);
  }

  private static InputStream endless(String line) {
    byte[] bytes = line.getBytes(StandardCharsets.UTF_8);
    return new InputStream() {
      private int next;

      @Override
      public int read() {
        return bytes[next++ % bytes.length];
      }
    };
  }

  private static byte[] gzip(String text) throws IOException {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
      gzip.write(text.getBytes(StandardCharsets.UTF_8));
    }
    return packed.toByteArray();
  }
}
