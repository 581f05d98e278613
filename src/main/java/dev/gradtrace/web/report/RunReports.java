package dev.gradtrace.web.report;

import dev.gradtrace.budget.Looks;
import dev.gradtrace.contract.spec.JobSpecView;
import dev.gradtrace.gradient.Metric;
import dev.gradtrace.job.TrainingJob;
import dev.gradtrace.job.TrainingJobs;
import dev.gradtrace.network.NetworkSpec;
import dev.gradtrace.plot.Sketch;
import dev.gradtrace.trace.GradientTrace;
import dev.gradtrace.trace.TraceSelection;
import dev.gradtrace.treatment.Diagnoses;
import dev.gradtrace.web.jobs.RecordedRun;
import dev.gradtrace.web.media.FileView;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Makes a report of a run: one HTML file that works offline. */
@Component
public final class RunReports {

  /** Most numbers of the trace in the file, so that it can be sent by mail. */
  private static final int MOST_NUMBERS = 40_000;

  private static final int FEWEST_STEPS = 10;

  /** What is known of a run that is trained elsewhere. */
  private static final List<String> KNOWN_ELSEWHERE =
      List.of("network", "cost", "dataset", "optimizer", "trace");

  private final TrainingJobs jobs;
  private final Diagnoses diagnoses;
  private final JsonMapper json;
  private final Looks looks;

  RunReports(TrainingJobs jobs, Diagnoses diagnoses, JsonMapper json, Looks looks) {
    this.jobs = jobs;
    this.diagnoses = diagnoses;
    this.json = json;
    this.looks = looks;
  }

  /**
   * The diagnosis of a run, or why there is none.
   *
   * @throws dev.gradtrace.validation.Refusal if it is to be made and cannot be now
   */
  public Judgement judgement(TrainingJob job) {
    return Judgement.of(() -> diagnoses.of(job));
  }

  /** Most bytes to draw each of the charts of a run. */
  public static long bytesOfCharts(TrainingJob job) {
    return RunRecords.bytesOfCharts(job);
  }

  /**
   * The report of a run in its present state.
   *
   * @param runs number of runs of which reports are made, one after another
   */
  public FileView of(TrainingJob job, Judgement judgement, int runs) {
    RunRecords records = RunRecords.of(job, jobs);
    NetworkSpec network = job.spec().training().network();
    GradientTrace all = jobs.trace(job.id(), TraceSelection.all(network));
    int each = Metric.values().length * network.depth();
    GradientTrace kept = all.thinnedTo(Math.max(FEWEST_STEPS, MOST_NUMBERS / each));
    RunData data =
        RunData.of(RecordedRun.of(job, records.curve(), kept), kept.size(), all.size(), json);
    RunReport report = new RunReport(records, judgement, facts(job), data);
    long drawn = (long) runs * Chart.values().length * bytesOfCharts(job);
    byte[] page =
        looks.continued(Sketch.work(drawn), () -> report.html().getBytes(StandardCharsets.UTF_8));
    return target -> target.write(page);
  }

  private List<Map.Entry<String, String>> facts(TrainingJob job) {
    ObjectNode spec = json.valueToTree(JobSpecView.of(job.spec()));
    if (job.progress().isElsewhere()) {
      spec.retain(KNOWN_ELSEWHERE);
      spec.withObject("optimizer").remove("learningRate");
    }
    return Facts.of(spec);
  }
}
