package dev.gradtrace.parallel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class SpareThreadsTest {

  private static final long ENOUGH_TO_WAKE = Long.MAX_VALUE / 2;

  private final SpareThreads spare = new SpareThreads(3, System::nanoTime).use();

  @AfterEach
  void close() {
    spare.close();
  }

  @Test
  void runsEveryBandOnce() {
    for (int count : new int[] {1, 2, 7, 1000, SharedWork.MOST_BANDS}) {
      AtomicIntegerArray runs = new AtomicIntegerArray(count);
      spare.run(runs::incrementAndGet, count, ENOUGH_TO_WAKE);
      assertThat(IntStream.range(0, count).map(runs::get)).containsOnly(1);
    }
  }

  @Test
  void hasSleepingThreadsJoin() {
    Set<Thread> together = together(3);
    assertThat(together).hasSize(3).contains(Thread.currentThread());
  }

  @Test
  void countsNobodyForTheWorkWithinABand() {
    assertThat(spare.worthSharing()).isEqualTo(3);
    AtomicIntegerArray within = new AtomicIntegerArray(3);
    CyclicBarrier all = new CyclicBarrier(3);
    awaitSleep();
    spare.run(
        band -> {
          meet(all);
          within.set(band, spare.worthSharing());
        },
        3,
        ENOUGH_TO_WAKE);
    assertThat(IntStream.range(0, 3).map(within::get)).as("owner and helpers").containsOnly(1);
  }

  /**
   * Has sleeping threads run so many bands, each of which waits until all have begun; returns their
   * threads.
   */
  private Set<Thread> together(int bands) {
    awaitSleep();
    Set<Thread> threads = ConcurrentHashMap.newKeySet();
    CyclicBarrier all = new CyclicBarrier(bands);
    spare.run(
        band -> {
          threads.add(Thread.currentThread());
          meet(all);
        },
        bands,
        ENOUGH_TO_WAKE);
    return threads;
  }

  private static void meet(CyclicBarrier all) {
    try {
      all.await(50, TimeUnit.SECONDS);
    } catch (Exception alone) {
      throw new IllegalStateException(alone);
    }
  }

  @Test
  void leavesTheThreadsOfUsersAlone() {
    try (SpareThreads.User first = spare.enter()) {
      assertThat(spare.spare()).as("one who computes").isEqualTo(2);
      try (SpareThreads.User second = spare.enter()) {
        assertThat(spare.spare()).isEqualTo(1);
        assertThat(together(2)).hasSize(2).contains(Thread.currentThread());
        spare.change(2);
        assertThat(spare.spare()).as("more than there are threads").isNegative();
        Thread owner = Thread.currentThread();
        spare.run(band -> assertThat(Thread.currentThread()).isSameAs(owner), 50, ENOUGH_TO_WAKE);
        spare.change(-2);
      }
      assertThat(together(3)).as("given back").hasSize(3);
    }
  }

  @Test
  void sleepsWhenThereIsNothingToDo() {
    together(3);
    awaitSleep();
  }

  @Test
  void throwsTheFaultOfABandWhenAllHaveEnded() {
    for (RuntimeException fault :
        List.of(new IllegalStateException("x"), new NullPointerException())) {
      AtomicInteger ended = new AtomicInteger();
      assertThatThrownBy(() -> spare.run(band -> fail(band, fault, ended), 20, ENOUGH_TO_WAKE))
          .isSameAs(fault);
      assertThat(ended).hasValue(20);
    }
    awaitSleep();
    OutOfMemoryError exhausted = new OutOfMemoryError();
    CyclicBarrier all = new CyclicBarrier(3);
    Thread owner = Thread.currentThread();
    assertThatThrownBy(
            () ->
                spare.run(
                    band -> {
                      meet(all);
                      if (Thread.currentThread() != owner) {
                        throw exhausted;
                      }
                    },
                    3,
                    ENOUGH_TO_WAKE))
        .as("of a spare one")
        .isSameAs(exhausted);
    assertThat(together(3)).as("they live on").hasSize(3);
  }

  private static void fail(int band, RuntimeException fault, AtomicInteger ended) {
    ended.incrementAndGet();
    if (band == 3) {
      throw fault;
    }
  }

  @Test
  void helpsSeveralAtOnce() throws Exception {
    ExecutorService owners = Executors.newFixedThreadPool(5);
    try {
      List<CompletableFuture<Void>> all =
          IntStream.range(0, 5)
              .mapToObj(owner -> CompletableFuture.runAsync(this::runManyTurns, owners))
              .toList();
      for (CompletableFuture<Void> one : all) {
        one.get(50, TimeUnit.SECONDS);
      }
    } finally {
      owners.shutdownNow();
    }
  }

  private void runManyTurns() {
    long[] sums = new long[17];
    for (int turn = 1; turn <= 3000; turn++) {
      int count = 1 + turn % sums.length;
      spare.run(band -> sums[band]++, count, ENOUGH_TO_WAKE);
    }
    long sum = 0;
    for (long each : sums) {
      sum += each;
    }
    long expected = IntStream.rangeClosed(1, 3000).mapToLong(turn -> 1 + turn % 17).sum();
    assertThat(sum).isEqualTo(expected);
  }

  @Test
  void goesAloneForAWhileWhenOthersCostMoreThanTheySave() {
    Thread owner = Thread.currentThread();
    AtomicLong time = new AtomicLong();
    AtomicLong step = new AtomicLong();
    LongSupplier clock =
        () -> Thread.currentThread() == owner ? time.addAndGet(step.get()) : System.nanoTime();
    try (SpareThreads slow = new SpareThreads(2, clock).use()) {
      assertThat(slow.worthSharing()).isEqualTo(2);
      slow.run(band -> {}, 1, 1);
      await().until(() -> slow.threads().stream().allMatch(SpareThreadsTest::isParked));
      step.set(1_000_000_000);
      slow.run(band -> {}, 2, ENOUGH_TO_WAKE);
      step.set(0);
      assertThat(slow.worthSharing()).as("waking took a second, and saved nothing").isEqualTo(1);
      time.addAndGet(Ledger.LONGEST_PAUSE);
      assertThat(slow.worthSharing()).as("tried again").isEqualTo(2);
    }
  }

  @Test
  void endsItsThreadsAndLetsUsersGoOnAlone() {
    List<Thread> threads = spareThreads();
    assertThat(threads).hasSize(2);
    assertThat(SpareThreads.active()).isSameAs(spare);
    spare.close();
    await().until(() -> threads.stream().noneMatch(Thread::isAlive));
    assertThat(SpareThreads.active().spare()).isZero();
    assertThat(spare.spare()).isZero();
    AtomicInteger runs = new AtomicInteger();
    spare.run(band -> runs.incrementAndGet(), 9, ENOUGH_TO_WAKE);
    assertThat(runs).hasValue(9);
  }

  private List<Thread> spareThreads() {
    return spare.threads();
  }

  /** Until then a thread may fall asleep and miss what is offered, which its owner runs instead. */
  private void awaitSleep() {
    await().until(() -> spareThreads().stream().allMatch(SpareThreadsTest::isParked));
  }

  private static boolean isParked(Thread thread) {
    return thread.getState() == Thread.State.WAITING;
  }
}
