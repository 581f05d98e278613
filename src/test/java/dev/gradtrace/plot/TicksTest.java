package dev.gradtrace.plot;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TicksTest {

  @ParameterizedTest
  @CsvSource({
    "-1, 1, 0.1 0.2 0.5 1 2 5 10",
    "-3, 3, 0.001 0.01 0.1 1 10 100 1000",
    "-70.2, 0.3, 10⁻⁷⁰ 10⁻⁶⁰ 10⁻⁵⁰ 10⁻⁴⁰ 10⁻³⁰ 10⁻²⁰ 10⁻¹⁰ 1",
    "4, 5, 10⁴ 2·10⁴ 5·10⁴ 10⁵",
    "0, 300, 1 10⁵⁰ 10¹⁰⁰ 10¹⁵⁰ 10²⁰⁰ 10²⁵⁰ 10³⁰⁰"
  })
  void labelsDecades(double low, double high, String labels) {
    Ticks ticks = Ticks.logarithmic(new Extent(low, high));
    assertThat(ticks.labels()).containsExactly(labels.split(" "));
    assertThat(ticks.at()).hasSameSizeAs(ticks.labels()).isSorted();
  }

  @ParameterizedTest
  @CsvSource({
    "0, 1, 0 1",
    "1, 600, 100 200 300 400 500 600",
    "994, 1005, 994 996 998 1000 1002 1004",
    "7, 7, 7"
  })
  void labelsSteps(double low, double high, String labels) {
    assertThat(Ticks.steps(new Extent(low, high)).labels().stream().map(l -> l.replace(",", "")))
        .containsExactly(labels.split(" "));
  }

  @Test
  void labelsSomeOfManyRowsTheFirstAndTheLastAmongThem() {
    List<String> rows = IntStream.rangeClosed(1, 101).mapToObj(Integer::toString).toList();
    assertThat(Ticks.rows(rows, 20).labels())
        .containsExactly("1", "10", "20", "30", "40", "50", "60", "70", "80", "90", "101");
    assertThat(Ticks.rows(rows.subList(0, 5), 20).labels()).isEqualTo(rows.subList(0, 5));
  }
}
