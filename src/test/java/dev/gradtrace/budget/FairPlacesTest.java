package dev.gradtrace.budget;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class FairPlacesTest {

  private static final Duration LONG = Duration.ofSeconds(30);

  private final AtomicLong nanos = new AtomicLong();
  private final FairPlaces places = new FairPlaces(2, nanos::get);
  private final List<String> entered = new CopyOnWriteArrayList<>();
  private final List<Thread> threads = new ArrayList<>();

  @AfterEach
  void endsWithEveryone() throws InterruptedException {
    for (Thread thread : threads) {
      thread.join(LONG.toMillis());
      assertThat(thread.isAlive()).isFalse();
    }
    assertThat(places.waiting()).isZero();
  }

  @Test
  void theLastPlaceIsForAClientThatHasNone() throws InterruptedException {
    FairPlaces.Place first = enter("crowd");
    assertThat(places.enter("crowd", Duration.ZERO)).isNull();
    try (FairPlaces.Place other = enter("newcomer")) {
      assertThat(places.enter("third", Duration.ofMillis(1))).isNull();
    }
    first.close();
    enter("crowd").close();
  }

  @Test
  void aNewcomerComesBeforeACrowd() throws InterruptedException {
    FairPlaces.Place ofCrowd = enter("crowd");
    FairPlaces.Place ofOther = enter("other");
    for (int i = 0; i < 5; i++) {
      arrive("crowd");
    }
    arrive("newcomer");
    nanos.addAndGet(Duration.ofMillis(50).toNanos());
    ofCrowd.close();
    await().untilAsserted(() -> assertThat(entered).contains("newcomer"));
    ofOther.close();
    await().untilAsserted(() -> assertThat(entered).hasSize(6));
    assertThat(entered).first().isEqualTo("newcomer");
  }

  @Test
  void whoeverHasUsedLessComesNext() throws InterruptedException {
    FairPlaces.Place always = enter("always");
    FairPlaces.Place slow = enter("slow");
    nanos.addAndGet(Duration.ofMillis(100).toNanos());
    slow.close();
    FairPlaces.Place quick = enter("quick");
    arrive("slow");
    arrive("quick");
    nanos.addAndGet(Duration.ofMillis(10).toNanos());
    quick.close();
    await().untilAsserted(() -> assertThat(entered).hasSize(2));
    assertThat(entered).containsExactly("quick", "slow");
    always.close();
  }

  @Test
  void oneWhoIsInterruptedLosesNoPlace() throws InterruptedException {
    FairPlaces.Place first = enter("a");
    FairPlaces.Place second = enter("b");
    Thread waiting = arrive("c");
    waiting.interrupt();
    waiting.join(LONG.toMillis());
    assertThat(places.waiting()).isZero();
    first.close();
    second.close();
    enter("c").close();
  }

  @Test
  void tellsHowManyPlacesAreTaken() throws InterruptedException {
    AtomicInteger taken = new AtomicInteger();
    FairPlaces told = new FairPlaces(3, nanos::get, taken::addAndGet);
    FairPlaces.Place first = told.enter("a");
    try (FairPlaces.Place second = told.enter("b", LONG)) {
      assertThat(second).isNotNull();
      assertThat(taken).hasValue(2);
    }
    first.close();
    assertThat(taken).hasValue(0);
  }

  @Test
  void aPlaceOfOneIsForEveryoneInTurn() throws InterruptedException {
    FairPlaces single = new FairPlaces(1, nanos::get);
    requireNonNull(single.enter("a", LONG)).close();
    requireNonNull(single.enter("a", LONG)).close();
  }

  private FairPlaces.Place enter(String client) throws InterruptedException {
    return requireNonNull(places.enter(client, LONG), client);
  }

  /** A thread that takes a place and gives it back at once. */
  private Thread arrive(String client) {
    int before = places.waiting();
    Thread thread =
        new Thread(
            () -> {
              try (FairPlaces.Place place = enter(client)) {
                entered.add(client);
              } catch (InterruptedException gone) {
                Thread.currentThread().interrupt();
              }
            });
    thread.start();
    threads.add(thread);
    await().until(() -> places.waiting() == before + 1);
    return thread;
  }
}
