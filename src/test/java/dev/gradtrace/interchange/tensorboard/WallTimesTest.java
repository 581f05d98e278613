package dev.gradtrace.interchange.tensorboard;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class WallTimesTest {

  private static final Instant START = Instant.ofEpochSecond(100);

  @Test
  void spreadsStepsBetweenThoseThatAreKnown() {
    WallTimes times = marked(10, 110, 30, 150);
    assertThat(times.at(0)).isEqualTo(100);
    assertThat(times.at(5)).isEqualTo(105);
    assertThat(times.at(10)).isEqualTo(110);
    assertThat(times.at(20)).isEqualTo(130);
    assertThat(times.at(31)).isEqualTo(150);
  }

  @Test
  void isTheStartWhileNothingElseIsKnown() {
    assertThat(WallTimes.from(START).build().at(7)).isEqualTo(100);
  }

  /** A worker died after step 30, and another resumed from step 10. */
  @Test
  void believesTheLastTimeThatAStepWasTaken() {
    WallTimes times = marked(10, 110, 30, 150, 20, 210, 40, 230);
    assertThat(times.at(20)).isEqualTo(210);
    assertThat(times.at(30)).isEqualTo(220);
    assertThat(times.at(10)).isEqualTo(110);
  }

  @Test
  void neverGoesBackWhenAClockDoes() {
    WallTimes times = marked(10, 110, 20, 90, 30, 120);
    assertThat(times.at(20)).isEqualTo(110);
    assertThat(times.at(30)).isEqualTo(120);
  }

  /**
   * @param marks steps, each followed by its time in seconds
   */
  private static WallTimes marked(long... marks) {
    WallTimes.Builder times = WallTimes.from(START);
    for (int i = 0; i < marks.length; i += 2) {
      times.mark(marks[i], Instant.ofEpochSecond(marks[i + 1]));
    }
    return times.build();
  }
}
