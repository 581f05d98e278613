package dev.gradtrace.diagnosis.kinds;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gradtrace.diagnosis.kinds.Expected.Grade;
import dev.gradtrace.diagnosis.kinds.KindReport.Graded;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** One job of each kind that is quick to draw; {@link KindReport} draws many of all. */
class KindTest {

  /** With seeds that the report does not use. */
  @ParameterizedTest
  @CsvSource({
    "SOFT_TARGETS, 7",
    "RATE_THOUSANDS_TOO_LARGE, 7",
    "WEIGHTS_OF_ONE_SIGN, 7",
    "RARE_CLASS, 7",
    "ABSOLUTE_PENALTY, 7",
    "DECAYED_RATE, 7",
    "CLIPPED, 7",
    "STOPPED_EARLY, 7",
    "NO_HIDDEN_LAYER, 7",
    "LOCAL_MINIMUM, 9003",
    "TOO_SMALL, 9504",
    "PENALTY_AND_FAST_RATE, 31016",
    "TINY_WEIGHTS_AND_SLOW_RATE, 5009",
    "TINY_WEIGHTS_AND_SLOW_RATE, 7001",
    "TINY_WEIGHTS_AND_SLOW_RATE, 9008",
    "INPUTS_AND_OUTPUT, 7",
    "OUTPUT_AND_SLOW_RATE, 5004"
  })
  void namesWhatIsWrong(Kind kind, long seed) {
    Graded graded = Graded.of(kind, seed).orElseThrow();
    assertThat(graded.grade())
        .as(
            "%s: %s, %s",
            graded.variant().name(), graded.answer().verdict(), graded.answer().said())
        .isEqualTo(Grade.RIGHT);
  }
}
