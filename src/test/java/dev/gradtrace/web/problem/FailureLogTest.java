package dev.gradtrace.web.problem;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

@ExtendWith(OutputCaptureExtension.class)
class FailureLogTest {

  private Instant now = Instant.EPOCH;
  private final FailureLog log = new FailureLog(() -> now);

  @Test
  void tellsWhatHappensAgainAndAgainOnceAMinute(CapturedOutput output) {
    String first = log.error(failure());
    for (int i = 0; i < 99; i++) {
      assertThat(log.error(failure())).isEqualTo(first);
    }
    assertThat(output.toString().split("Error " + first)).hasSize(2);
    now = now.plus(Duration.ofMinutes(1));
    String second = log.error(failure());
    assertThat(second).isNotEqualTo(first);
    assertThat(output).contains("Error " + second + " (and 99 more since");
  }

  @Test
  void tellsEveryKind(CapturedOutput output) {
    String one = log.error(failure());
    String other = log.error(new IllegalStateException("elsewhere"));
    assertThat(output).contains("Error " + one, "Error " + other, "elsewhere");
  }

  @Test
  void needsNoStackTraceForAWarning(CapturedOutput output) {
    for (int i = 0; i < 10; i++) {
      log.warn("The database is away", failure());
    }
    assertThat(output.toString().split("The database is away")).hasSize(2);
    assertThat(output).doesNotContain("\tat ");
  }

  private static IllegalStateException failure() {
    return new IllegalStateException("somewhere");
  }
}
