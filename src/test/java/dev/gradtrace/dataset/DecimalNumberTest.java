package dev.gradtrace.dataset;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DecimalNumberTest {

  private static final int TEXTS = 200_000;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0",
        "-0",
        "-0.0",
        "00",
        "7",
        "255",
        "+1",
        "5.",
        ".5",
        "-.5",
        "0.1",
        "1e-3",
        "-2.5E+3",
        "0.000000000000001",
        "999999999999999",
        "9007199254740993",
        "0.30000000000000004",
        "4.9e-324",
        "123456789012345678901234567890",
        "0.000000000000000000000000000001"
      })
  void readsEveryNumberAsJavaDoes(String text) {
    assertThat(DecimalNumber.parse(text)).isEqualTo(Double.parseDouble(text));
  }

  @Test
  void readsAnyDigitsAsJavaDoes() {
    SplittableRandom random = new SplittableRandom(1);
    for (int i = 0; i < TEXTS; i++) {
      String text = digits(random);
      assertThat(DecimalNumber.parse(text)).as(text).isEqualTo(Double.parseDouble(text));
    }
  }

  private static String digits(SplittableRandom random) {
    StringBuilder text = new StringBuilder(random.nextBoolean() ? "-" : "");
    int count = random.nextInt(1, 20);
    int dot = random.nextInt(-1, count + 1);
    for (int i = 0; i < count; i++) {
      text.append(i == dot ? "." : "").append((char) random.nextInt('0', '9' + 1));
    }
    return text.append(dot == count ? "." : "").toString();
  }

  /** An exception for each cell would take longer than all else of a file. */
  @ParameterizedTest
  @ValueSource(
      strings = {"2024-01-01", "01.02.2024", "1.234.567", "0800-1-1", "1e", "e", "-", "+-+"})
  void refusesWithoutAllocating(String text) {
    ThreadMXBean thread = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    char[] cell = text.toCharArray();
    DecimalNumber.parse(cell, 0, cell.length, '.');
    long before = thread.getCurrentThreadAllocatedBytes();
    for (int i = 0; i < 1000; i++) {
      DecimalNumber.parse(cell, 0, cell.length, '.');
    }
    assertThat(thread.getCurrentThreadAllocatedBytes() - before).isLessThan(10_000);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "-",
        "+",
        ".",
        "-.",
        "--1",
        "1-",
        "1..2",
        "1.2.3",
        "1e",
        "e1",
        "1 2",
        "1,5",
        "x",
        "٣",
        "1d",
        "1f",
        "0x1p3",
        "NaN",
        "Infinity",
        "1e400",
        "-1e400"
      })
  void takesNothingElseForANumber(String text) {
    assertThat(DecimalNumber.parse(text)).isNaN();
  }
}
