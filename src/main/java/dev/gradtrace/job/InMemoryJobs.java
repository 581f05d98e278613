package dev.gradtrace.job;

import dev.gradtrace.trace.GradientTrace;
import dev.gradtrace.trace.LossCurve;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.Queue;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Jobs of one process, lost when it ends. Only so many finished jobs are kept, and only so much of
 * what they recorded: those that finished first are forgotten first, but never the last.
 */
final class InMemoryJobs implements JobStore {

  private final int maxFinished;
  private final long maxBytes;
  private final NavigableMap<String, Entry> entries = new TreeMap<>();
  private final Queue<Entry> waiting = new ArrayDeque<>();
  private final Queue<Entry> finished = new ArrayDeque<>();
  private long finishedBytes;

  /**
   * @param maxFinished most finished jobs kept
   * @param maxBytes most memory that their recordings and data may take, about
   */
  InMemoryJobs(int maxFinished, long maxBytes) {
    this.maxFinished = maxFinished;
    this.maxBytes = maxBytes;
  }

  @Override
  public synchronized boolean add(List<TrainingJob> queued, int capacity) {
    if (waiting.size() + queued.size() > capacity) {
      return false;
    }
    for (TrainingJob job : queued) {
      Entry entry = new Entry(job);
      entries.put(job.id(), entry);
      waiting.add(entry);
    }
    return true;
  }

  @Override
  public synchronized TrainingJob get(String id) {
    return entry(id).job;
  }

  @Override
  public synchronized List<TrainingJob> newestFirst(
      @Nullable JobStatus status, @Nullable String after, int limit) {
    Stream<Entry> older =
        after == null
            ? entries.descendingMap().values().stream()
            : entries.headMap(after, false).descendingMap().values().stream();
    return older
        .map(entry -> entry.job)
        .filter(job -> status == null || job.status() == status)
        .limit(limit)
        .toList();
  }

  @Override
  public synchronized boolean needsDataset(String datasetId) {
    return entries.values().stream()
        .map(entry -> entry.job)
        .anyMatch(job -> !job.status().isFinished() && job.spec().data().uses(datasetId));
  }

  @Override
  public synchronized @Nullable Claim claimNext(InstantSource time) {
    Entry next = waiting.poll();
    if (next == null) {
      return null;
    }
    next.token++;
    next.move(new StatusTransition(JobStatus.RUNNING, time.instant(), null));
    return new Claim(next.job, next.token);
  }

  @Override
  public synchronized boolean report(Claim claim, Report report) {
    Entry entry = claimed(claim);
    entry.progress(report.progress());
    report.changes().forEach(change -> entry.events.add(report.at(), change));
    if (report.recording() != null) {
      entry.recording = report.recording();
    }
    return entry.cancelRequested;
  }

  @Override
  public synchronized void finish(Claim claim, Instant now, Ending ending) {
    Entry entry = claimed(claim);
    entry.end(ending);
    entry.move(new StatusTransition(ending.status(), now, ending.message()));
    keep(entry);
  }

  @Override
  public synchronized TrainingJob cancel(String id, Instant now) {
    Entry entry = entry(id);
    JobStatus status = entry.job.status();
    if (status.isFinished()) {
      throw new WrongState(status, "the job is " + status.label() + " already");
    }
    if (status == JobStatus.QUEUED) {
      waiting.remove(entry);
      entry.move(new StatusTransition(JobStatus.CANCELLED, now, "cancelled before it began"));
      keep(entry);
    } else {
      entry.cancelRequested = true;
    }
    return entry.job;
  }

  @Override
  public synchronized void delete(String id) {
    Entry entry = entry(id);
    JobStatus status = entry.job.status();
    if (!status.isFinished()) {
      throw new WrongState(status, "the job is " + status.label() + "; cancel it first");
    }
    finished.remove(entry);
    forget(entry);
  }

  @Override
  public synchronized LossCurve lossCurve(String id) {
    Recording recording = entry(id).recording;
    return recording == null ? new LossCurve(List.of(), List.of()) : recording.lossCurve();
  }

  @Override
  public synchronized GradientTrace trace(String id) {
    Entry entry = entry(id);
    return entry.recording == null
        ? GradientTrace.empty(entry.job.spec().training().network())
        : entry.recording.trace();
  }

  @Override
  public synchronized @Nullable Model model(String id) {
    Recording recording = entry(id).recording;
    return recording == null ? null : recording.model();
  }

  @Override
  public synchronized List<JobEvent> eventsAfter(String id, long after) {
    return entry(id).events.after(after);
  }

  private void keep(Entry entry) {
    finished.add(entry);
    finishedBytes += entry.bytes();
    while (finished.size() > maxFinished || finishedBytes > maxBytes && finished.size() > 1) {
      forget(finished.remove());
    }
  }

  private void forget(Entry entry) {
    entries.remove(entry.job.id());
    finishedBytes -= entry.bytes();
  }

  private Entry entry(String id) {
    Entry entry = entries.get(id);
    if (entry == null) {
      throw new UnknownJob(id);
    }
    return entry;
  }

  private Entry claimed(Claim claim) {
    Entry entry = entries.get(claim.id());
    if (entry == null || entry.token != claim.token() || entry.job.status() != JobStatus.RUNNING) {
      throw new ClaimLost(claim.id());
    }
    return entry;
  }

  /** A job and everything about it. */
  private static final class Entry {

    private final EventLog events = new EventLog();
    private TrainingJob job;
    private @Nullable Recording recording;
    private long token;
    private boolean cancelRequested;

    Entry(TrainingJob job) {
      this.job = job;
      tell(job.transitions().get(0));
    }

    void move(StatusTransition transition) {
      List<StatusTransition> transitions = new ArrayList<>(job.transitions());
      transitions.add(transition);
      job = with(transitions, job.progress());
      tell(transition);
    }

    void progress(Progress progress) {
      job = with(job.transitions(), progress);
    }

    void end(Ending ending) {
      job =
          new TrainingJob(
              job.id(),
              job.spec(),
              job.transitions(),
              job.progress(),
              ending.result(),
              ending.error());
    }

    long bytes() {
      return job.spec().data().inlineBytes() + (recording == null ? 0 : recording.bytes());
    }

    private TrainingJob with(List<StatusTransition> transitions, Progress progress) {
      return new TrainingJob(
          job.id(), job.spec(), transitions, progress, job.result(), job.error());
    }

    private void tell(StatusTransition transition) {
      events.add(transition.at(), new JobEvent.StatusChanged(transition));
    }
  }
}
