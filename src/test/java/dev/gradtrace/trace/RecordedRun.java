package dev.gradtrace.trace;

import dev.gradtrace.dataset.Split;
import dev.gradtrace.gradient.Metric;
import dev.gradtrace.gradient.distribution.Distribution;
import dev.gradtrace.gradient.distribution.Tensor;
import dev.gradtrace.network.NetworkSpec;
import dev.gradtrace.training.CheckpointFormat;
import dev.gradtrace.training.EpochEnd;
import dev.gradtrace.training.Observed;
import dev.gradtrace.training.Step;
import dev.gradtrace.training.StepCurvature;
import dev.gradtrace.training.StopReason;
import dev.gradtrace.training.TrainingEvent;
import dev.gradtrace.training.TrainingRun;
import dev.gradtrace.training.TrainingSpec;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A run with its recorders, driven as by a worker; logs every event with all digits. */
final class RecordedRun {

  private static final DistributionPolicy COUNTED =
      new DistributionPolicy(List.of(Tensor.values()), 6);

  private final TrainingSpec spec;
  private final Split data;
  private final TracePolicy policy;
  private final TrainingRun run;
  private final TraceRecorder trace;
  private final DistributionRecorder distributions;
  private final LossRecorder losses;
  private final CurvatureRecorder curvature;
  private final List<String> events;
  private int calls;

  private RecordedRun(
      RecordedRun before,
      TrainingRun run,
      TraceRecorder trace,
      DistributionRecorder distributions,
      LossRecorder losses,
      CurvatureSeries curvature) {
    this(
        before.spec,
        before.data,
        before.policy,
        run,
        trace,
        distributions,
        losses,
        curvature,
        before.events);
  }

  private RecordedRun(
      TrainingSpec spec,
      Split data,
      TracePolicy policy,
      TrainingRun run,
      TraceRecorder trace,
      DistributionRecorder distributions,
      LossRecorder losses,
      CurvatureSeries curvature,
      List<String> events) {
    this.spec = spec;
    this.data = data;
    this.policy = policy;
    this.run = run;
    this.trace = trace;
    this.distributions = distributions;
    this.losses = losses;
    this.curvature = new CurvatureRecorder(curvature, policy, run.steps());
    this.events = new ArrayList<>(events);
  }

  static RecordedRun of(TrainingSpec spec, Split data, TracePolicy policy) {
    TrainingRun run = TrainingRun.of(spec, data);
    return new RecordedRun(
        spec,
        data,
        policy,
        run,
        new TraceRecorder(spec.network(), policy),
        new DistributionRecorder(spec.network(), COUNTED, run.steps()),
        new LossRecorder(),
        CurvatureSeries.EMPTY,
        List.of());
  }

  /** The run resumed from bytes alone, as after the death of its process. */
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
    Distributions counted = distributions.snapshot();
    byte[] countedHeader = DistributionsFormat.header(counted);
    Map<Tensor, byte[]> parts = new EnumMap<>(Tensor.class);
    for (Tensor of : Tensor.values()) {
      parts.put(of, DistributionsFormat.part(counted, of));
    }
    NetworkSpec network = spec.network();
    DistributionSelection all = DistributionSelection.all(COUNTED.of(), network);
    return new RecordedRun(
        this,
        TrainingRun.of(spec, data, CheckpointFormat.read(checkpoint)),
        TraceRecorder.from(
            TraceFormat.read(network, TraceSelection.all(network), header, columns), policy),
        DistributionRecorder.from(
            DistributionsFormat.read(all, countedHeader, parts), network, COUNTED, run.steps()),
        LossRecorder.from(CurveFormat.read(curve)),
        CurvatureFormat.read(measured));
  }

  /** Advances by a number of events, or to the end. */
  RecordedRun advance(int count) {
    for (int i = 0; i < count && (run.hasNext() || curvature.wantsNextOf(run)); i++) {
      TrainingEvent event = next();
      calls++;
      if (event == TrainingEvent.Part.OF_CURVATURE) {
        continue;
      }
      if (event instanceof Step step) {
        losses.record(step);
        distributions.record(step);
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
      distributions.keepNewest();
      return run.nextOfCurvature();
    }
    return run.next(wanted(run.nextStep()));
  }

  private Set<Observed> wanted(long step) {
    Set<Observed> wanted = EnumSet.noneOf(Observed.class);
    if (trace.wants(step)) {
      wanted.add(Observed.STATISTICS);
    }
    if (distributions.wants(step) || run.mayEndWithNextStep()) {
      wanted.add(Observed.TENSORS);
    }
    return wanted;
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

  /**
   * Number of calls since the start or the last interruption, with the parts of curvature
   * measurements.
   */
  int calls() {
    return calls;
  }

  /** The recorded curvature. */
  CurvatureSeries curvature() {
    return curvature.snapshot();
  }

  /** Number of steps taken. */
  long steps() {
    return run.stepsTaken();
  }

  StopReason stopReason() {
    return run.stopReason();
  }

  /** All events and the final state, with all digits. */
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
    Distributions counted = distributions.snapshot();
    all.add(counted.stride() + " " + Arrays.toString(counted.steps()));
    for (Tensor of : Tensor.values()) {
      for (int l = 1; l <= spec.network().depth(); l++) {
        counted.series(of, l).forEach(distribution -> all.add(digits(distribution)));
      }
    }
    for (int l = 1; l <= spec.network().depth(); l++) {
      for (Metric metric : Metric.values()) {
        all.add(metric + " of " + l + ": " + Arrays.toString(kept.series(l, metric)));
      }
    }
    return all;
  }

  private static String digits(Distribution counted) {
    return String.valueOf(counted.extremes())
        + Arrays.toString(counted.negative())
        + Arrays.toString(counted.positive())
        + Arrays.toString(counted.lost())
        + List.of(counted.zero(), counted.nonFinite(), counted.firstExponent())
        + counted.aboveFloat16();
  }
}
