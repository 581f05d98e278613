package dev.gradtrace.web.report;

import dev.gradtrace.gradient.Metric;
import dev.gradtrace.job.TrainingJob;
import dev.gradtrace.job.TrainingJobs;
import dev.gradtrace.network.NetworkSpec;
import dev.gradtrace.plot.Sketch;
import dev.gradtrace.trace.GradientTrace;
import dev.gradtrace.trace.LossCurve;
import dev.gradtrace.trace.TraceSelection;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A run and the data of its charts.
 *
 * @param trace the metrics of the gradient flow, at every recorded step
 */
record RunRecords(TrainingJob job, LossCurve curve, GradientTrace trace) {

  private static final List<Metric> FLOW =
      List.of(
          Metric.DELTA_LOG10,
          Metric.WEIGHT_GAIN_LOG10,
          Metric.JUNCTION_GAIN_LOG10,
          Metric.ACTIVATION_GAIN_LOG10,
          Metric.NORMALIZATION_GAIN_LOG10);

  static RunRecords of(TrainingJob job, TrainingJobs jobs) {
    NetworkSpec network = job.spec().training().network();
    return new RunRecords(
        job,
        jobs.lossCurve(job.id()),
        jobs.trace(job.id(), new TraceSelection(FLOW, layers(network))));
  }

  /** Numbers to read for a chart. */
  static long numbers(TrainingJob job) {
    NetworkSpec network = job.spec().training().network();
    long steps = job.spec().trace().steps().points(Math.max(1, job.progress().step()));
    return steps * FLOW.size() * network.depth();
  }

  /** Most bytes to draw a chart of a run. */
  static long bytesOfCharts(TrainingJob job) {
    return Sketch.bytesOfRun(
        job.spec().training().network().depth(), job.progress().step(), job.progress().epoch());
  }

  static List<Integer> layers(NetworkSpec network) {
    return IntStream.rangeClosed(1, network.depth()).boxed().toList();
  }

  int depth() {
    return trace.network().depth();
  }

  List<Integer> layers() {
    return layers(trace.network());
  }
}
