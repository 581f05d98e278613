package dev.gradtrace.diagnosis.kinds;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gradtrace.diagnosis.kinds.Expected.Grade;
import dev.gradtrace.diagnosis.kinds.KindReport.Graded;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** One job of each kind that is drawn fast; {@link KindReport} draws many of all. */
class KindTest {

  /** A seed that the report does not judge by. */
  private static final long SEED = 7;

  @ParameterizedTest
  @EnumSource(
      value = Kind.class,
      names = {
        "SOFT_TARGETS",
        "RATE_THOUSANDS_TOO_LARGE",
        "WEIGHTS_OF_ONE_SIGN",
        "RARE_CLASS",
        "INPUTS_AND_OUTPUT"
      })
  void namesWhatIsWrong(Kind kind) {
    Graded graded = Graded.of(kind, SEED).orElseThrow();
    assertThat(graded.grade())
        .as(
            "%s: %s, %s",
            graded.variant().name(), graded.answer().verdict(), graded.answer().said())
        .isEqualTo(Grade.RIGHT);
  }
}
