package dev.gradtrace.web.media;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CsvWriterTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "=cmd|' /C calc'!A0",
        "=1+1|cmd",
        "+1+cmd",
        "-2+3+cmd",
        "@SUM(1)",
        "\t=1",
        "-",
        "+",
        "--1",
        "-1-1",
        "-1 =2",
        "=1"
      })
  void keepsSpreadsheetsFromRunningText(String text) throws IOException {
    assertThat(written(text)).isEqualTo("'" + text);
  }

  @Test
  void quotesWhatNeedsIt() throws IOException {
    assertThat(written("\r=1")).isEqualTo("\"'\r=1\"");
    assertThat(written("=\"a\",b")).isEqualTo("\"'=\"\"a\"\",b\"");
    assertThat(written("a,b")).isEqualTo("\"a,b\"");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"a=1", "-1", "+1.5", "-1.5E-7", "-1 2 -3.5", "1-1", "'=1", "a", "x@y", ""})
  void leavesNumbersAndOtherTextAsTheyAre(String text) throws IOException {
    assertThat(written(text)).isEqualTo(text);
  }

  @Test
  void leavesNumbersUntouched() throws IOException {
    StringBuilder text = new StringBuilder();
    new CsvWriter(text).cell(-1).cell(-0.5).cell(Double.NaN).cell(-1e-300).endRow();
    assertThat(text).hasToString("-1,-0.5,,-1.0E-300\r\n");
  }

  private static String written(String cell) throws IOException {
    StringBuilder text = new StringBuilder();
    new CsvWriter(text).cell(cell);
    return text.toString();
  }
}
