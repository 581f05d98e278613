package dev.gradtrace.contract.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gradtrace.validation.InvalidSpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonPlaceTest {

  @ParameterizedTest
  @ValueSource(strings = {"", "/", "/a", "/a~1b/~0/0", "//", "/a b/\u00fc"})
  void readsPointers(String text) {
    assertThat(JsonPlace.of(text).pointer()).hasToString(text);
  }

  @ParameterizedTest
  @ValueSource(strings = {"a", "a/b", "/~", "/a~2", "/~0~", "~1"})
  void refusesOtherTexts(String text) {
    assertThatThrownBy(() -> JsonPlace.of(text))
        .isInstanceOf(InvalidSpec.class)
        .hasMessageContaining("is not a JSON Pointer");
  }

  @Test
  void refusesWhatIsTooLongForABodyHoweverLong() {
    for (String step : new String[] {"/cost", "/", "~0", "a", "/a~1"}) {
      for (int times : new int[] {1001, 3000, 90_000, 1_000_000}) {
        assertThatThrownBy(() -> JsonPlace.of(step.repeat(times)))
            .isInstanceOf(InvalidSpec.class)
            .hasMessageContaining("more than 1000 characters or 50 steps");
      }
    }
    assertThat(JsonPlace.of("/a".repeat(50)).pointer()).isNotNull();
    assertThat(JsonPlace.of("/" + "a".repeat(999)).pointer()).isNotNull();
    assertThatThrownBy(() -> JsonPlace.of("/a".repeat(51))).isInstanceOf(InvalidSpec.class);
  }
}
