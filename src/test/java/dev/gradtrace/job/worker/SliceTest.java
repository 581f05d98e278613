package dev.gradtrace.job.worker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gradtrace.job.JobStore.Others;
import org.junit.jupiter.api.Test;

class SliceTest {

  @Test
  void lastsTwoSecondsWhileOthersWait() {
    Slice slice = new Slice(1000);
    assertThat(slice.isOver(2999, 0, Others.WAITING)).isFalse();
    assertThat(slice.isOver(3000, 0, Others.WAITING)).isTrue();
    assertThat(slice.isOver(100_000, 0, Others.NONE)).isFalse();
  }

  @Test
  void isMuchShorterWhileSomeoneNewWaits() {
    Slice slice = new Slice(1000);
    assertThat(slice.isOver(1299, 0, Others.NEW)).isFalse();
    assertThat(slice.isOver(1300, 0, Others.NEW)).isTrue();
  }

  @Test
  void lastsSeveralTimesWhatACheckpointTakes() {
    Slice slice = new Slice(0);
    assertThat(slice.isOver(3999, 400, Others.WAITING)).isFalse();
    assertThat(slice.isOver(4000, 400, Others.WAITING)).isTrue();
    assertThat(slice.isOver(1199, 400, Others.NEW)).isFalse();
    assertThat(slice.isOver(1200, 400, Others.NEW)).isTrue();
  }

  @Test
  void hasABoundWhateverACheckpointTakes() {
    assertThat(new Slice(0).isOver(5000, 100_000, Others.WAITING)).isTrue();
    assertThat(new Slice(0).isOver(2000, 100_000, Others.NEW)).isTrue();
  }

  @Test
  void asksNowAndThenAlsoWhereTheClockWasSetBack() {
    Slice slice = new Slice(1000);
    assertThat(slice.isToAsk(1299)).isFalse();
    assertThat(slice.isToAsk(1300)).isTrue();
    assertThat(slice.isToAsk(1301)).isFalse();
    assertThat(slice.isToAsk(1000)).isTrue();
  }
}
