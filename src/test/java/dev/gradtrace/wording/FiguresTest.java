package dev.gradtrace.wording;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.SplittableRandom;
import java.util.function.DoubleFunction;
import java.util.regex.Pattern;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FiguresTest {

  private static final Pattern TOO_LONG = Pattern.compile("[0-9]{7}");

  private static final List<DoubleFunction<String>> FORMATS =
      List.of(Figures::number, Figures::percent, Figures::fit);

  /** Doubles of every size and sign, the ends of their range, and what lies beside 0, 1 and 100. */
  private static DoubleStream doubles() {
    SplittableRandom random = new SplittableRandom(7);
    DoubleStream any =
        DoubleStream.generate(() -> Double.longBitsToDouble(random.nextLong())).limit(20_000);
    DoubleStream shares =
        DoubleStream.generate(
                () -> random.nextInt(2) + Math.pow(10, -18 * random.nextDouble()) * sign(random))
            .limit(20_000);
    DoubleStream ends =
        DoubleStream.of(
            0,
            -0.0,
            1,
            -1,
            100,
            1e300,
            -3.54e279,
            Double.MAX_VALUE,
            Double.MIN_VALUE,
            Double.NaN,
            Double.POSITIVE_INFINITY,
            Double.NEGATIVE_INFINITY,
            Math.nextDown(1.0),
            999_999,
            999_999.9,
            1e6);
    return DoubleStream.concat(DoubleStream.concat(any, shares), ends);
  }

  private static int sign(SplittableRandom random) {
    return random.nextBoolean() ? 1 : -1;
  }

  @Test
  void noFigureIsLong() {
    doubles()
        .forEach(
            value ->
                FORMATS.forEach(
                    format ->
                        assertThat(format.apply(value))
                            .as("%s", value)
                            .doesNotContainPattern(TOO_LONG)
                            .doesNotContain("NaN", "Infinity", "null")
                            .hasSizeLessThan(20)));
  }

  @Test
  void onlyNothingIsZeroPercentAndOnlyAllIsAHundred() {
    doubles()
        .forEach(
            share -> {
              String text = Figures.percent(share);
              assertThat(text.matches("-?0 %")).as("%s: %s", share, text).isEqualTo(share == 0);
              assertThat(text.matches("-?100 %"))
                  .as("%s: %s", share, text)
                  .isEqualTo(Math.abs(100 * share) == 100);
            });
  }

  @Test
  void onlyAPerfectFitIsOne() {
    doubles()
        .filter(fit -> fit <= 1)
        .forEach(fit -> assertThat(Figures.fit(fit).equals("1")).as("%s", fit).isEqualTo(fit == 1));
  }

  @ParameterizedTest
  @CsvSource({
    "0.9,0.5,a fit of 0.9 instead of 0.5",
    "0.9,-0.0225,a fit of 0.9 instead of -0.0225",
    "-0.02251,-0.02252,about the same fit of -0.0225",
    "-200,-300,about the same fit of less than −100",
    "0.5,0.5,about the same fit of 0.5"
  })
  void neverOneFigureInsteadOfTheSame(double there, double here, String text) {
    assertThat(Figures.fit(there, here)).isEqualTo(text);
  }

  @ParameterizedTest
  @CsvSource({
    "0.125,0.125",
    "0.12345,0.123",
    "0.9996,1",
    "1797,1797",
    "1797.4,1800",
    "123456.7,123000",
    "0.1,0.1",
    "-2.5,-2.5",
    "3.5412e279,3.54e+279",
    "0.000123,1.23e-04"
  })
  void numbersHaveThreeDigits(double value, String text) {
    assertThat(Figures.number(value)).isEqualTo(text);
  }

  @ParameterizedTest
  @CsvSource({
    "0.12,12 %",
    "0.998,99.8 %",
    "0.99996,99.996 %",
    "0.0004,0.04 %",
    "0.006,0.6 %",
    "0.994,99.4 %",
    "0.99,99 %",
    "1,100 %",
    "0,0 %",
    "1.004,100.4 %",
    "2.5,250 %",
    "1e-9,less than 0.001 %",
    "0.999999999,just below 100 %",
    "1e300,more than 10 000 %",
    "-0.3,-30 %"
  })
  void sharesAreNotRoundedToNothingOrAll(double share, String text) {
    assertThat(Figures.percent(share)).isEqualTo(text);
  }

  @ParameterizedTest
  @CsvSource({
    "0.998,0.998",
    "0.9996,0.9996",
    "0.5,0.5",
    "1,1",
    "0.999999999,almost 1",
    "-3.54e279,less than −100",
    "-0.25,-0.25",
    "NaN,no number at all"
  })
  void fitsAreNotRoundedToPerfect(double fit, String text) {
    assertThat(Figures.fit(fit)).isEqualTo(text);
  }
}
