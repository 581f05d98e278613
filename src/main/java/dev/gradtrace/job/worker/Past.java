package dev.gradtrace.job.worker;

import dev.gradtrace.job.JobEvent;
import dev.gradtrace.job.JobStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What earlier workers reported of a job.
 *
 * @param lastEvent number of the last event
 * @param lastEpoch last reported epoch; -1 for none
 * @param findings last reported judgement of each finding
 * @param running how long earlier workers have run it, as far as they reported
 */
public record Past(
    long lastEvent, int lastEpoch, List<JobEvent.FindingReported> findings, Duration running) {

  public Past {
    findings = List.copyOf(findings);
  }

  /** The past told by all events of a job so far. */
  public static Past of(List<JobEvent> events) {
    int epoch = -1;
    long millis = 0;
    boolean runs = false;
    Instant before = Instant.MAX;
    Map<String, JobEvent.FindingReported> findings = new LinkedHashMap<>();
    for (JobEvent event : events) {
      boolean starts = false;
      boolean ends = false;
      if (event.change() instanceof JobEvent.EpochEnded end) {
        epoch = Math.max(epoch, end.evaluation().epoch());
      } else if (event.change() instanceof JobEvent.FindingReported found) {
        findings.put(found.rule(), found);
      } else if (event.change() instanceof JobEvent.StatusChanged status) {
        starts = status.transition().status() == JobStatus.RUNNING;
        ends = !starts;
      }
      // When a lost worker died is unknown: its time counts up to its last event.
      if (runs && !starts) {
        millis += Math.max(0, Duration.between(before, event.at()).toMillis());
      }
      runs = (runs || starts) && !ends;
      before = event.at();
    }
    return new Past(
        events.get(events.size() - 1).id(),
        epoch,
        List.copyOf(findings.values()),
        Duration.ofMillis(millis));
  }
}
