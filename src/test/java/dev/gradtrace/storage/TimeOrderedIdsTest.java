package dev.gradtrace.storage;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class TimeOrderedIdsTest {

  private static final Instant TIME = Instant.ofEpochMilli(1_469_918_176_385L);

  private final TimeOrderedIds ids = new TimeOrderedIds(new SplittableRandom(1));

  @Test
  void beginWithTheTime() {
    assertThat(ids.next(TIME)).startsWith("01ARYZ6S41").matches("[0-9A-HJKMNP-TV-Z]{26}");
  }

  @Test
  void sortByTheirMaking() {
    List<String> made = new ArrayList<>();
    for (int i = 0; i < 1000; i++) {
      made.add(ids.next(TIME.plusMillis(i / 100)));
    }
    made.add(ids.next(TIME));
    assertThat(made).isSorted().doesNotHaveDuplicates();
  }

  @Test
  void countOnPastTheLowerHalf() {
    Iterator<Long> halves = List.of(0L, -1L).iterator();
    TimeOrderedIds full = new TimeOrderedIds(halves::next);
    assertThat(full.next(TIME)).endsWith("00000000ZZZZZZZZ");
    assertThat(full.next(TIME)).endsWith("0000000100000000");
  }
}
