package dev.gradtrace.validation;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GivenNameTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\u200b",
        "\u200d \u2060",
        "\ufeff",
        "\u00a0",
        "a\u202eb",
        "a\u202ab",
        "\u2066a\u2069",
        "a\ufffe",
        "a\uffff",
        "a\ufdd0",
        "a\ud83f\udffe",
        "a\u0007"
      })
  void isNoneThatIsInvisibleOrMisleads(String name) {
    assertThat(GivenName.fault(name)).isNotNull();
    assertThat(GivenName.faultOfLines(name, 2000)).isNotNull();
  }

  /** An emoji of a family, Persian with a joiner's opposite, Hebrew, an accent of its own. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "\ud83d\udc68\u200d\ud83d\udc69\u200d\ud83d\udc67",
        "\u0645\u06cc\u200c\u062e\u0648",
        "\u05e9\u05dc\u05d5\u05dd",
        "e\u0301",
        "a b",
        "\u6570\u636e"
      })
  void isWrittenInAnyScript(String name) {
    assertThat(GivenName.fault(name)).isNull();
  }
}
