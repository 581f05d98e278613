package dev.gradtrace.contract.json;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gradtrace.web.WebConfiguration;
import dev.gradtrace.web.media.CsvWriter;
import java.io.IOException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

/** The same bytes on every Java: before 19, {@code Double.toString} wrote digits too many. */
class NumberFormatTest {

  private static final JsonMapper JSON = mapper();

  private static JsonMapper mapper() {
    JsonMapper.Builder builder = JsonMapper.builder();
    new WebConfiguration(null).numbers().customize(builder);
    return builder.build();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "8.41E21",
        "2.0E23",
        "1.0E23",
        "2.82879384806159E17",
        "0.1",
        "0.002",
        "1.0E-4",
        "1.0E7",
        "123456.0",
        "-0.0",
        "4.9E-324",
        "2.2250738585072014E-308",
        "1.7976931348623157E308"
      })
  void writesTheFewestDigitsThatTellANumberFromAllOthers(String shortest) throws IOException {
    double number = Double.parseDouble(shortest);
    assertThat(JSON.writeValueAsString(number)).isEqualTo(shortest);
    assertThat(JSON.writeValueAsString(new double[] {number})).isEqualTo("[" + shortest + "]");
    StringBuilder csv = new StringBuilder();
    new CsvWriter(csv).cell(number);
    assertThat(csv).hasToString(shortest);
  }
}
