package dev.gradtrace.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import org.junit.jupiter.api.Test;

class SharesTest {

  private static int takeAll(Shares shares, String client) {
    int taken = 0;
    while (shares.take(client)) {
      taken++;
    }
    return taken;
  }

  @Test
  void areBoundedForEachAndByAQuarterOfTheRest() {
    Shares shares = new Shares(100, 20);
    assertThat(takeAll(shares, "a")).isEqualTo(20);
    assertThat(takeAll(shares, "b")).isEqualTo(20);
    assertThat(takeAll(shares, "c")).isEqualTo(15);
    assertThat(shares.of("c")).isEqualTo(15);
  }

  @Test
  void leaveSomethingForANewcomerAsLongAsThereIsAny() {
    Shares shares = new Shares(100, 20);
    int sum = 0;
    for (int i = 0; sum < 100; i++) {
      int share = takeAll(shares, "client " + i);
      assertThat(share).isPositive().isLessThanOrEqualTo(Math.max(1, (100 - sum) / 4));
      sum += share;
    }
    assertThat(sum).isEqualTo(100);
  }

  @Test
  void areNeverMoreThanAll() {
    Shares shares = new Shares(3, 2);
    for (String client : new String[] {"a", "b", "c"}) {
      assertThat(shares.take(client)).isTrue();
    }
    assertThat(shares.take("d")).isFalse();
    shares.giveBack("b");
    assertThat(shares.take("d")).isTrue();
  }

  @Test
  void areGivenBackOnce() {
    Shares shares = new Shares(4, 4);
    assertThat(shares.take("a")).isTrue();
    shares.giveBack("a");
    assertThat(shares.of("a")).isZero();
    assertThatIllegalStateException().isThrownBy(() -> shares.giveBack("a"));
  }
}
