package dev.gradtrace.diagnosis;

import dev.gradtrace.dataset.Dataset;
import dev.gradtrace.dataset.Split;
import dev.gradtrace.diagnosis.evidence.Effort;
import dev.gradtrace.diagnosis.evidence.Evidence;
import dev.gradtrace.diagnosis.evidence.Observation;
import dev.gradtrace.diagnosis.evidence.Observation.Extent;
import dev.gradtrace.gradient.Cost;
import dev.gradtrace.network.LayerSpec;
import dev.gradtrace.network.NetworkSpec;
import dev.gradtrace.trace.LossCurve;
import dev.gradtrace.trace.TracePolicy;
import dev.gradtrace.trace.TraceRecorder;
import dev.gradtrace.training.EpochEnd;
import dev.gradtrace.training.Objective;
import dev.gradtrace.training.Optimizer;
import dev.gradtrace.training.Passes;
import dev.gradtrace.training.Start;
import dev.gradtrace.training.TrainingSpec;
import dev.gradtrace.training.UpdateRule;
import java.util.List;
import java.util.stream.IntStream;

/** A synthetic run: its losses are given, and its network ends as it started. */
record RunSketch(Dataset data, Cost cost, List<LayerSpec> layers, List<EpochEnd> epochs) {

  static RunSketch of(Dataset data, Cost cost, LayerSpec... layers) {
    return new RunSketch(data, cost, List.of(layers), List.of());
  }

  /** The same with training losses after epochs 0, 1, … */
  RunSketch losing(double... losses) {
    return with(
        IntStream.range(0, losses.length)
            .mapToObj(e -> new EpochEnd(e, e, losses[e], Double.NaN, Double.NaN, Double.NaN))
            .toList());
  }

  /** The same with training and validation losses after epochs 0, 1, … */
  RunSketch losing(double[] training, double[] validation) {
    return with(
        IntStream.range(0, training.length)
            .mapToObj(e -> new EpochEnd(e, e, training[e], Double.NaN, validation[e], Double.NaN))
            .toList());
  }

  RunSketch with(List<EpochEnd> ends) {
    return new RunSketch(data, cost, layers, ends);
  }

  /** The evidence, without trials. */
  Evidence evidence() {
    NetworkSpec network = new NetworkSpec(data.features(), layers);
    TrainingSpec spec =
        new TrainingSpec(
            network,
            new Objective(cost, 0),
            UpdateRule.of(new Optimizer.Sgd(0.1, 0, false)),
            Passes.shuffled(4, Math.max(1, epochs.size() - 1)),
            Start.seeded(1));
    Observation recorded =
        new Observation(
            new LossCurve(List.of(), epochs),
            new TraceRecorder(network, TracePolicy.thinned()).snapshot(),
            spec.initialParameters(),
            Extent.WHOLE);
    return Evidence.of(spec, Split.of(data), recorded, Effort.withoutTrials());
  }
}
