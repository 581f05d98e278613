package dev.gradtrace.job.worker;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PaceTest {

  private final Pace pace = new Pace();
  private double now = 1e12;

  @ParameterizedTest
  @ValueSource(doubles = {0.001, 0.01, 0.3, 1, 7})
  void looksUpEveryTenMillisecondsOrSoHoweverLongAStepTakes(double stepMillis) {
    for (int i = 0; i < 40; i++) {
      untilNextLook(stepMillis);
    }
    for (int i = 0; i < 10; i++) {
      assertThat(untilNextLook(stepMillis)).as("wait before look %d", i).isBetween(4.0, 70.0);
    }
  }

  @ParameterizedTest
  @ValueSource(doubles = {20, 1000})
  void looksUpAfterEveryLongStep(double stepMillis) {
    for (int i = 0; i < 10; i++) {
      assertThat(untilNextLook(stepMillis)).isEqualTo(stepMillis);
    }
  }

  @Test
  void recoversAtOnceWhenStepsBecomeSlower() {
    for (int i = 0; i < 40; i++) {
      untilNextLook(0.01);
    }
    untilNextLook(0.5);
    assertThat(untilNextLook(0.5)).isLessThan(40);
  }

  @Test
  void goesOnLookingWhenTheClockIsSetBack() {
    untilNextLook(1);
    now -= 1e9;
    untilNextLook(1);
    assertThat(untilNextLook(1)).isLessThan(40);
  }

  private double untilNextLook(double stepMillis) {
    double waited = 0;
    do {
      waited += stepMillis;
    } while (!pace.isDue());
    now += waited;
    pace.looked((long) now);
    return waited;
  }
}
