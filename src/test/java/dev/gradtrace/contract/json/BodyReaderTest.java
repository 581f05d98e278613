package dev.gradtrace.contract.json;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.gradtrace.validation.Fault;
import dev.gradtrace.validation.Faults;
import dev.gradtrace.validation.InvalidSpec;
import dev.gradtrace.web.media.BodyTooLarge;
import dev.gradtrace.web.media.BoundedInputStream;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.NullMarked;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BodyReaderTest {

  @NullMarked
  record Outer(
      Integer count,
      @Nullable Long seed,
      @Nullable Double rate,
      @Nullable String name,
      @Nullable Boolean on,
      @Nullable List<Inner> parts,
      @Nullable NumberTable rows,
      double @Nullable [] row,
      int @Nullable [] labels) {}

  @NullMarked
  record Inner(Integer size) {}

  @Test
  void readsEveryKindOfValue() throws IOException {
    Outer read =
        read("""
                {"count": 3, "seed": 9007199254740993, "rate": 1, "name": "n", "on": true,
                 "parts": [{"size": 1}, {"size": 2}], "rows": [[1, 2.5], [3e0, -4]],
                 "row": [0.1, 7], "labels": [2, 0]}
                """)
            .value();
    assertThat(read.count()).isEqualTo(3);
    assertThat(read.seed()).isEqualTo(9007199254740993L);
    assertThat(read.rate()).isEqualTo(1.0);
    assertThat(read.name()).isEqualTo("n");
    assertThat(read.on()).isTrue();
    assertThat(read.parts()).containsExactly(new Inner(1), new Inner(2));
    assertThat(read.rows().toRows()).isDeepEqualTo(new double[][] {{1, 2.5}, {3, -4}});
    assertThat(read.row()).containsExactly(0.1, 7);
    assertThat(read.labels()).containsExactly(2, 0);
  }

  @Test
  void takesWhatJsonSchemaCallsAnInteger() throws IOException {
    Outer read =
        read("{\"count\": 33.0, \"seed\": -9223372036854775808.000, \"labels\": [1e2, -0.0, 150e-1]}")
            .value();
    assertThat(read.count()).isEqualTo(33);
    assertThat(read.seed()).isEqualTo(Long.MIN_VALUE);
    assertThat(read.labels()).containsExactly(100, 0, 15);
  }

  @ParameterizedTest
  @CsvSource({"\\ud83d, false", "\\ude00, false", "\\ude00\\ud83d, false", "\\ud83d\\ude00, true"})
  void refusesHalfOfASurrogatePair(String escapes, boolean isText) throws IOException {
    List<Fault> faults = read("{\"count\": 1, \"name\": \"a%sb\"}".formatted(escapes)).faults();
    assertThat(faults)
        .extracting(Fault::pointer, Fault::detail)
        .isEqualTo(
            isText
                ? List.of()
                : List.of(tuple("/name", "has half of a surrogate pair, which is no character")));
    assertThat(BodyReader.readTree("[\"%s\"]".formatted(escapes).getBytes(UTF_8)).faults())
        .hasSize(isText ? 0 : 1);
  }

  @Test
  void takesNullForWhatMayBeAbsent() throws IOException {
    assertThat(read("{\"count\": 1, \"seed\": null, \"rows\": null}").faults()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\'',
      textBlock =
          """
          ''                                       | ''          | is empty
          []                                       | ''          | must be an object, was an array
          3                                        | ''          | must be an object, was 3
          {                                        | ''          | is not valid JSON at line 1, column 2
          {"count": 1} x                           | ''          | is not valid JSON at line 1, column 15
          {"count": 1} {}                          | ''          | is followed by more text at line 1, column 15
          {"count": 01}                            | /count      | is not valid JSON at line 1, column 12
          {}                                       | /count      | is required
          {"count": null}                          | /count      | must be an integer, was null
          {"count": "3"}                           | /count      | must be an integer, was the string "3"
          {"count": 1.7}                           | /count      | must be an integer, was 1.7
          {"count": 1.00000000000000000001}        | /count      | must be an integer, was 1.00000000000000000001
          {"count": 1e-400}                        | /count      | must be an integer, was 1e-400
          {"count": 1e-99999999999}                | /count      | must be an integer, was 1e-99999999999
          {"count": 3e9}                           | /count      | is out of range: 3000000000
          {"count": 1e999999999}                   | /count      | is out of range: 1e999999999
          {"count": 1, "seed": 9223372036854775808.0} | /seed    | is out of range: 9223372036854775808.0
          {"count": true}                          | /count      | must be an integer, was true
          {"count": []}                            | /count      | must be an integer, was an array
          {"count": 3000000000}                    | /count      | is out of range: 3000000000
          {"count": 1, "seed": 9223372036854775808}| /seed       | is out of range: 9223372036854775808
          {"count": 1, "count": 2}                 | /count      | is given more than once
          {"count": 1, "a/b~": {"c": [1]}}         | /a~1b~0     | is unknown here; known are count, seed, rate, name, on, parts, rows, row, labels
          {"count": 1, "rate": "1"}                | /rate       | must be a number, was the string "1"
          {"count": 1, "rate": NaN}                | /rate       | must be a finite number, was NaN
          {"count": 1, "rate": -Infinity}          | /rate       | must be a finite number, was -Infinity
          {"count": 1, "rate": 1e999}              | /rate       | is too large for a 64-bit floating-point number: 1e999
          {"count": 1, "name": 3}                  | /name       | must be a string, was 3
          {"count": 1, "on": 1}                    | /on         | must be true or false, was 1
          {"count": 1, "on": "true"}               | /on         | must be true or false, was the string "true"
          {"count": 1, "parts": {}}                | /parts      | must be an array, was an object
          {"count": 1, "parts": [{"size": 1}, 7]}  | /parts/1    | must be an object, was 7
          {"count": 1, "parts": [{}]}              | /parts/0/size | is required
          {"count": 1, "rows": [1]}                | /rows/0     | must be a row of numbers, was 1
          {"count": 1, "rows": [[1], [null]]}      | /rows/1/0   | must be a number, was null
          {"count": 1, "rows": [[1, 2], [3]]}      | /rows/1     | has 1 values where the first row has 2
          {"count": 1, "row": [[1]]}               | /row/0      | must be a number, was an array
          {"count": 1, "labels": [1, 1.5]}         | /labels/1   | must be an integer, was 1.5
          """)
  void namesThePlaceAndWhatIsWrong(String json, String pointer, String detail) throws IOException {
    assertThat(read(json).faults())
        .extracting(Fault::pointer, Fault::detail)
        .containsExactly(tuple(pointer, detail));
  }

  @Test
  void findsAllFaultsInOnePass() throws IOException {
    Body<Outer> body =
        read("{\"x\": 1, \"count\": \"1\", \"parts\": [{\"size\": 1.5}, {\"y\": {}}], \"on\": 0}");
    assertThat(body.faults())
        .extracting(Fault::pointer)
        .containsExactly("/x", "/count", "/parts/0/size", "/parts/1/y", "/parts/1/size", "/on");
  }

  @Test
  void stopsCountingAtAHundredFaults() throws IOException {
    String row = "[" + "null,".repeat(999) + "null]";
    assertThat(read("{\"count\": 1, \"row\": " + row + "}").faults()).hasSize(Faults.MOST);
  }

  @Test
  void refusesNestingWithoutEnd() throws IOException {
    assertThat(read("{\"x\":" + "[".repeat(100_000)).faults())
        .extracting(Fault::detail)
        .last()
        .asString()
        .startsWith("is nested too deeply or too long");
  }

  @Test
  void addsWhatHasNoMeaningToWhatHasNoForm() throws IOException {
    Body<Outer> body = read("{\"count\": 0, \"seed\": \"x\"}");
    assertThatThrownBy(
            () ->
                body.to(
                    outer -> {
                      throw InvalidSpec.meaningless("count", "must be at least 1");
                    }))
        .isInstanceOfSatisfying(
            InvalidSpec.class,
            refused ->
                assertThat(refused.faults())
                    .extracting(Fault::pointer)
                    .containsExactly("/seed", "/count"));
  }

  @Test
  void leavesOutWhatFollowsFromAFaultAlreadyFound() throws IOException {
    Body<Outer> body = read("{\"count\": \"x\"}");
    assertThatThrownBy(
            () ->
                body.to(
                    outer -> {
                      throw InvalidSpec.meaningless("count", "must be at least 1");
                    }))
        .isInstanceOfSatisfying(
            InvalidSpec.class, refused -> assertThat(refused.faults()).hasSize(1));
  }

  @Test
  void readsNoFurtherThanItsLimit() {
    byte[] json = "{\"count\": 1, \"row\": [1, 2, 3]}".getBytes(UTF_8);
    assertThatThrownBy(
            () ->
                BodyReader.read(
                    Outer.class,
                    new BoundedInputStream(new ByteArrayInputStream(json), 20, bytes -> {})))
        .isInstanceOf(BodyTooLarge.class);
  }

  private static Body<Outer> read(String json) throws IOException {
    return BodyReader.read(Outer.class, new ByteArrayInputStream(json.getBytes(UTF_8)));
  }
}
