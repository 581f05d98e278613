package dev.gradtrace.job;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gradtrace.trace.GradientTrace;
import dev.gradtrace.trace.LossCurve;
import dev.gradtrace.training.Runs;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

class InMemoryJobsTest {

  private static final int CAPACITY = 10;
  private static final int JOBS = 2000;
  private static final int THREADS = 4;
  private static final Instant NOW = Instant.EPOCH;
  private static final Clock CLOCK = Clock.fixed(NOW, ZoneOffset.UTC);

  private final InMemoryJobs store = new InMemoryJobs(JOBS, Long.MAX_VALUE);
  private final AtomicInteger next = new AtomicInteger();
  private final AtomicInteger accepted = new AtomicInteger();
  private final AtomicInteger mostWaiting = new AtomicInteger();
  private final Queue<String> claimed = new ConcurrentLinkedQueue<>();

  @RepeatedTest(3)
  void neverHoldsMoreThanItMayAndGivesEachJobToOneWorker() throws InterruptedException {
    List<Thread> threads =
        IntStream.range(0, THREADS).mapToObj(i -> new Thread(this::addAndClaim)).toList();
    threads.forEach(Thread::start);
    for (Thread thread : threads) {
      thread.join();
    }
    while (claimNext()) {}
    assertThat(mostWaiting).hasValueLessThanOrEqualTo(CAPACITY);
    assertThat(claimed).doesNotHaveDuplicates().hasSize(accepted.get());
    assertThat(accepted).hasValueGreaterThanOrEqualTo(JOBS / 2);
  }

  @Test
  void forgetsFinishedJobsThatTakeTooMuchMemoryButNeverTheLast() {
    long bytesOfOne = recording().bytes() + job(0).spec().data().inlineBytes();
    InMemoryJobs small = new InMemoryJobs(100, 2 * bytesOfOne);
    for (int n = 0; n < 5; n++) {
      finish(small, n);
    }
    assertThat(small.newestFirst(null, null, 9))
        .extracting(TrainingJob::id)
        .containsExactly(id(4), id(3));
    small.delete(id(3));
    finish(small, 5);
    assertThat(small.newestFirst(null, null, 9)).hasSize(2);

    InMemoryJobs tiny = new InMemoryJobs(100, 1);
    finish(tiny, 1);
    finish(tiny, 2);
    assertThat(tiny.newestFirst(null, null, 9)).extracting(TrainingJob::id).containsExactly(id(2));
  }

  private void addAndClaim() {
    for (int n = next.getAndIncrement(); n < JOBS; n = next.getAndIncrement()) {
      if (store.add(List.of(job(n)), CAPACITY)) {
        accepted.incrementAndGet();
      }
      int waiting = store.newestFirst(JobStatus.QUEUED, null, JOBS).size();
      mostWaiting.accumulateAndGet(waiting, Math::max);
      if (n % 2 == 1) {
        claimNext();
      }
    }
  }

  private boolean claimNext() {
    Claim claim = store.claimNext(CLOCK);
    if (claim == null) {
      return false;
    }
    claimed.add(claim.id());
    store.finish(claim, NOW, DONE);
    return true;
  }

  private static void finish(InMemoryJobs jobs, int number) {
    jobs.add(List.of(job(number)), 1);
    Claim claim = jobs.claimNext(CLOCK);
    jobs.report(claim, new Report(NOW, claim.job().progress(), List.of(), recording()));
    jobs.finish(claim, NOW, DONE);
  }

  private static final Ending DONE = new Ending(JobStatus.SUCCEEDED, null, null, null);

  private static Recording recording() {
    return new Recording(
        new LossCurve(List.of(), List.of()),
        GradientTrace.empty(Runs.xor().spec().network()),
        null);
  }

  private static String id(int number) {
    return "job-%05d".formatted(number);
  }

  private static TrainingJob job(int number) {
    JobSpec spec = Jobs.xor(Runs.xor());
    return new TrainingJob(
        id(number),
        spec,
        List.of(new StatusTransition(JobStatus.QUEUED, NOW, null)),
        Progress.before(spec.training(), 4),
        null,
        null);
  }
}
