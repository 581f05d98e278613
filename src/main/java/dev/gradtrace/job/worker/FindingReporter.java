package dev.gradtrace.job.worker;

import dev.gradtrace.job.JobEvent;
import dev.gradtrace.job.Progress;
import dev.gradtrace.job.Recording;
import dev.gradtrace.job.RunWatch;
import dev.gradtrace.job.RunWatch.Remark;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Diagnoses a run from time to time and reports new or changed findings. Not thread-safe. */
final class FindingReporter {

  private static final Logger LOG = LoggerFactory.getLogger(FindingReporter.class);

  /** At most 1/50 of the run's wall-clock time goes into diagnosing it. */
  private static final long SHARE = 50;

  private static final long SHORTEST_WAIT_MILLIS = 1000;

  /** Share of all steps that must be done before the first diagnosis. */
  private static final double TOO_EARLY = 0.1;

  private final RunWatch.Watcher watcher;
  private final Map<String, JobEvent.FindingReported> told = new HashMap<>();
  private long dueAt;
  private long lastCostMillis;
  private boolean blind;

  /**
   * @param past what earlier workers reported
   */
  FindingReporter(RunWatch.Watcher watcher, Past past, long now) {
    this.watcher = watcher;
    this.dueAt = now + SHORTEST_WAIT_MILLIS;
    past.findings().forEach(found -> told.put(found.rule(), found));
  }

  /** Whether a diagnosis is due; also if the clock was set back far. */
  boolean isDue(Progress progress, long now) {
    return progress.step() >= TOO_EARLY * progress.steps()
        && (now >= dueAt || dueAt - now > SHORTEST_WAIT_MILLIS * SHARE);
  }

  /**
   * Diagnoses a run.
   *
   * @return findings that are new or have changed
   */
  List<JobEvent.FindingReported> news(
      Recording recording, Progress progress, boolean whole, long now) {
    long begun = System.nanoTime();
    List<JobEvent.FindingReported> news =
        look(recording, whole).stream()
            .map(remark -> found(remark, progress))
            .filter(found -> !isTold(found))
            .toList();
    news.forEach(found -> told.put(found.rule(), found));
    lastCostMillis = (System.nanoTime() - begun) / 1_000_000;
    dueAt = now + Math.max(SHORTEST_WAIT_MILLIS, SHARE * lastCostMillis);
    return news;
  }

  /** The duration of the last diagnosis; 0 when asked again. */
  long takeCostMillis() {
    long cost = lastCostMillis;
    lastCostMillis = 0;
    return cost;
  }

  /** An exception in a rule ends the diagnosing, not the run. */
  private List<Remark> look(Recording recording, boolean whole) {
    if (blind) {
      return List.of();
    }
    try {
      return watcher.look(
          recording.lossCurve(), recording.trace(), recording.model().parameters(), whole);
    } catch (RuntimeException fault) {
      LOG.error("A run is trained on without being watched", fault);
      blind = true;
      return List.of();
    }
  }

  private boolean isTold(JobEvent.FindingReported found) {
    JobEvent.FindingReported before = told.get(found.rule());
    return before != null && found.repeats(before);
  }

  private static JobEvent.FindingReported found(Remark remark, Progress progress) {
    return new JobEvent.FindingReported(
        progress.epoch(),
        progress.step(),
        remark.rule(),
        remark.severity(),
        remark.causedBy(),
        remark.explanation());
  }
}
