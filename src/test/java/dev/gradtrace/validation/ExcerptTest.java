package dev.gradtrace.validation;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExcerptTest {

  @ParameterizedTest
  @CsvSource({
    "abc, 3, abc, abc",
    "abcd, 3, abc, ab…",
    "ab😀, 3, ab, ab…",
    "a😀b, 3, a😀, a…",
    "'', 2, '', ''"
  })
  void dividesNoCharacter(String text, int longest, String beginning, String quoted) {
    assertThat(Excerpt.beginning(text, longest)).isEqualTo(beginning);
    assertThat(Excerpt.of(text, longest)).isEqualTo(quoted);
  }
}
