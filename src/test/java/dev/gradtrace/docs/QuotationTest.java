package dev.gradtrace.docs;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class QuotationTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {"a": [1, 2]}      | {"a":[1,2]}
          0.6933             | 0.69332121
          2.30e-69           | 2.3049e-69
          1                  | 1.0
          {"id":"…"}         | {"id":"01M8BGKQRKV2X98JHAVQMSCFT0"}
          id:1 … succeeded   | id:1 queued id:2 succeeded
          … the end          | the end
          shrinks 4.94-fold  | shrinks 4.94-fold
          """)
  void standsForWhatDiffersInNothingThatIsQuoted(String quoted, String printed) {
    assertThat(new Quotation(quoted).standsFor(printed)).isTrue();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {"a": [1, 2]}      | {"a":[1,2,3]}
          0.6933             | 0.69336
          4320               | 4321
          -1                 | 1
          id:1 … succeeded   | id:1 queued id:2 failed
          the end            | the end of it
          the end            | ''
          layer_1            | layer_2
          """)
  void standsForNothingElse(String quoted, String printed) {
    assertThat(new Quotation(quoted).standsFor(printed)).isFalse();
  }
}
