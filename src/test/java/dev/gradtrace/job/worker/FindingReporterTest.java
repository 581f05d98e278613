package dev.gradtrace.job.worker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gradtrace.dataset.Scaling;
import dev.gradtrace.job.JobEvent;
import dev.gradtrace.job.Jobs;
import dev.gradtrace.job.Model;
import dev.gradtrace.job.Progress;
import dev.gradtrace.job.Recording;
import dev.gradtrace.job.RunWatch;
import dev.gradtrace.job.RunWatch.Remark;
import dev.gradtrace.trace.CurvatureSeries;
import dev.gradtrace.trace.DistributionSelection;
import dev.gradtrace.trace.Distributions;
import dev.gradtrace.trace.GradientTrace;
import dev.gradtrace.trace.LossCurve;
import dev.gradtrace.training.Runs;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class FindingReporterTest {

  private static final Remark SLOW = new Remark("learning_slowdown", "warning", null, "Slow.");
  private static final Remark GRAVE = new Remark("learning_slowdown", "error", null, "Slow.");
  private static final Remark REWORDED = new Remark("learning_slowdown", "warning", null, "By 3.");
  private static final Remark DEAD = new Remark("dead_units", "info", "learning_slowdown", "Dead.");

  private final List<Remark> remarks = new ArrayList<>();
  private final List<Boolean> whole = new ArrayList<>();
  private final RunWatch.Watcher watcher =
      (curve, trace, parameters, ended) -> {
        whole.add(ended);
        return List.copyOf(remarks);
      };
  private final FindingReporter findings = findings(watcher, List.of());

  @Test
  void areToldOnceUntilTheyAreJudgedOtherwise() {
    remarks.add(SLOW);
    assertThat(news(findings)).containsExactly(found(SLOW));
    remarks.set(0, REWORDED);
    remarks.add(DEAD);
    assertThat(news(findings)).containsExactly(found(DEAD));
    assertThat(news(findings)).isEmpty();
    remarks.set(0, GRAVE);
    assertThat(news(findings)).containsExactly(found(GRAVE));
    assertThat(whole).containsOnly(false);
  }

  @Test
  void areNotToldAgainByTheNextWorker() {
    remarks.addAll(List.of(SLOW, DEAD));
    FindingReporter resumed = findings(watcher, List.of(found(SLOW)));
    assertThat(news(resumed)).containsExactly(found(DEAD));
  }

  @Test
  void areNotLookedForInARunThatHasOnlyBegunNorAllTheTime() {
    assertThat(findings.isDue(at(9), 5000)).isFalse();
    assertThat(findings.isDue(at(10), 999)).isFalse();
    assertThat(findings.isDue(at(10), 1000)).isTrue();
    news(findings);
    assertThat(findings.isDue(at(50), 1500)).isFalse();
  }

  @Test
  void doNotEndARun() {
    FindingReporter failing =
        findings(
            (curve, trace, parameters, ended) -> {
              whole.add(ended);
              throw new IllegalStateException("rule");
            },
            List.of());
    assertThat(news(failing)).isEmpty();
    assertThat(news(failing)).isEmpty();
    assertThat(whole).hasSize(1);
  }

  private static FindingReporter findings(
      RunWatch.Watcher watcher, List<JobEvent.FindingReported> told) {
    return new FindingReporter(watcher, new Past(1, -1, told, Duration.ZERO), 0);
  }

  private static List<JobEvent.FindingReported> news(FindingReporter findings) {
    var spec = Jobs.xor(Runs.xor()).training();
    Recording recording =
        new Recording(
            new LossCurve(List.of(), List.of()),
            GradientTrace.empty(spec.network()),
            Distributions.empty(DistributionSelection.all(List.of(), spec.network())),
            CurvatureSeries.EMPTY,
            new Model(
                0,
                spec.initialParameters(),
                Scaling.NONE.fit(Jobs.XOR.inputs()),
                Scaling.NONE.fit(Jobs.XOR.targets()),
                true));
    return findings.news(recording, at(20), false, 1000);
  }

  private static Progress at(long step) {
    return new Progress(2, 10, step, 100, 1, 1);
  }

  private static JobEvent.FindingReported found(Remark remark) {
    return new JobEvent.FindingReported(
        2, 20, remark.rule(), remark.severity(), remark.causedBy(), remark.explanation());
  }
}
