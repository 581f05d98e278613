package dev.gradtrace.trace;

import dev.gradtrace.dataset.Split;
import dev.gradtrace.gradient.Metric;
import dev.gradtrace.network.NetworkSpec;
import dev.gradtrace.training.CheckpointFormat;
import dev.gradtrace.training.EpochEnd;
import dev.gradtrace.training.Step;
import dev.gradtrace.training.StepCurvature;
import dev.gradtrace.training.StopReason;
import dev.gradtrace.training.TrainingEvent;
import dev.gradtrace.training.TrainingRun;
import dev.gradtrace.training.TrainingSpec;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** A run with its recorders, driven as a worker does; what happens is written down exactly. */
final class RecordedRun {

  private final TrainingSpec spec;
  private final Split data;
  private final TracePolicy policy;
  private final TrainingRun run;
  private final TraceRecorder trace;
  private final LossRecorder losses;
  private final CurvatureRecorder curvature;
  private final List<String> events;
  private int calls;

  private RecordedRun(
      RecordedRun before,
      TrainingRun run,
      TraceRecorder trace,
      LossRecorder losses,
      CurvatureSeries curvature) {
    this(before.spec, before.data, before.policy, run, trace, losses, curvature, before.events);
  }

  private RecordedRun(
      TrainingSpec spec,
      Split data,
      TracePolicy policy,
      TrainingRun run,
      TraceRecorder trace,
      LossRecorder losses,
      CurvatureSeries curvature,
      List<String> events) {
    this.spec = spec;
    this.data = data;
    this.policy = policy;
    this.run = run;
    this.trace = trace;
    this.losses = losses;
    this.curvature = new CurvatureRecorder(curvature, policy, run.steps());
    this.events = new ArrayList<>(events);
  }

  static RecordedRun of(TrainingSpec spec, Split data, TracePolicy policy) {
    return new RecordedRun(
        spec,
        data,
        policy,
        TrainingRun.of(spec, data),
        new TraceRecorder(spec.network(), policy),
        new LossRecorder(),
        CurvatureSeries.EMPTY,
        List.of());
  }

  /** The same run after its process died: all that is left of it are bytes. */
  RecordedRun interrupted() {
    byte[] checkpoint = CheckpointFormat.write(run.checkpoint());
    byte[] curve = CurveFormat.write(losses.snapshot());
    byte[] measured = CurvatureFormat.write(curvature.snapshot());
    GradientTrace kept = trace.snapshot();
    byte[] header = TraceFormat.header(kept);
    Map<Metric, byte[]> columns = new EnumMap<>(Metric.class);
    for (Metric metric : Metric.values()) {
      columns.put(metric, TraceFormat.column(kept, metric));
    }
    NetworkSpec network = spec.network();
    return new RecordedRun(
        this,
        TrainingRun.of(spec, data, CheckpointFormat.read(checkpoint)),
        TraceRecorder.from(
            TraceFormat.read(network, TraceSelection.all(network), header, columns), policy),
        LossRecorder.from(CurveFormat.read(curve)),
        CurvatureFormat.read(measured));
  }

  /** Goes on for some events, or to the end if that comes first. */
  RecordedRun advance(int count) {
    for (int i = 0; i < count && (run.hasNext() || curvature.wantsNextOf(run)); i++) {
      TrainingEvent event = next();
      calls++;
      if (event == TrainingEvent.Part.OF_CURVATURE) {
        continue;
      }
      if (event instanceof Step step) {
        losses.record(step);
        if (step.statistics() != null) {
          trace.record(step);
        }
        events.add(describe(step));
      } else {
        if (event instanceof EpochEnd end) {
          losses.record(end);
        } else if (event instanceof StepCurvature point) {
          curvature.record(point);
        }
        events.add(event.toString());
      }
    }
    return this;
  }

  private TrainingEvent next() {
    if (curvature.wantsNextOf(run)) {
      return run.nextOfCurvature();
    }
    return trace.wants(run.nextStep()) ? run.nextObserved() : run.next();
  }

  private String describe(Step step) {
    return "step %s of epoch %s, %s samples: %s%s"
        .formatted(
            step.number(),
            step.epoch(),
            step.samples(),
            step.loss(),
            step.statistics() == null ? "" : ", observed");
  }

  RecordedRun toTheEnd() {
    return advance(Integer.MAX_VALUE);
  }

  /** Number of events so far. */
  int events() {
    return events.size();
  }

  /** Number of events since it was begun or interrupted, with the parts of each curvature. */
  int calls() {
    return calls;
  }

  /** What was kept of the curvature. */
  CurvatureSeries curvature() {
    return curvature.snapshot();
  }

  /** Steps taken so far. */
  long steps() {
    return run.stepsTaken();
  }

  StopReason stopReason() {
    return run.stopReason();
  }

  /** Every event, and all that is left of the run, with all digits. */
  List<String> everything() {
    List<String> all = new ArrayList<>(events);
    all.add("epoch " + run.epoch() + ", " + stopReason());
    run.network().parameters().matrices().forEach(m -> all.add(Arrays.toString(m.toArray())));
    for (var memory : run.checkpoint().memories()) {
      memory.matrices().forEach(m -> all.add(Arrays.toString(m.toArray())));
    }
    all.add(losses.snapshot().toString());
    all.add(curvature.snapshot().toString());
    GradientTrace kept = trace.snapshot();
    all.add(kept.stride() + " " + Arrays.toString(kept.steps()) + Arrays.toString(kept.epochs()));
    all.add(Arrays.toString(kept.losses()) + Arrays.toString(kept.slopesPerLayer()));
    all.add(Arrays.toString(kept.costGradientsLog10()));
    all.add(kept.noise() + Arrays.toString(kept.noiseScales()));
    all.add(Arrays.toString(kept.slopesPerBlock()));
    for (int k = 1; k <= spec.network().blocks().size(); k++) {
      all.add(Arrays.toString(kept.blockInputsLog10(k)));
      all.add(Arrays.toString(kept.blockOutputsLog10(k)));
    }
    for (int l = 1; l <= spec.network().depth(); l++) {
      for (Metric metric : Metric.values()) {
        all.add(metric + " of " + l + ": " + Arrays.toString(kept.series(l, metric)));
      }
    }
    return all;
  }
}
