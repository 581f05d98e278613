package dev.gradtrace.job.worker;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SliceTest {

  @Test
  void lastsTwoSecondsThenAsksNowAndThen() {
    Slice slice = new Slice(1000);
    assertThat(slice.isOver(2999, 0)).isFalse();
    assertThat(slice.isOver(3000, 0)).isTrue();
    assertThat(slice.isOver(3001, 0)).isFalse();
    assertThat(slice.isOver(3500, 0)).isTrue();
  }

  @Test
  void lastsTenTimesWhatACheckpointTakes() {
    Slice slice = new Slice(0);
    assertThat(slice.isOver(3999, 400)).isFalse();
    assertThat(slice.isOver(4000, 400)).isTrue();
  }

  @Test
  void lastsFiveSecondsAtMost() {
    assertThat(new Slice(0).isOver(5000, 100_000)).isTrue();
  }
}
