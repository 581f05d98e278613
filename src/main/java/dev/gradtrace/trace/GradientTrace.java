package dev.gradtrace.trace;

import dev.gradtrace.gradient.Metric;
import dev.gradtrace.network.NetworkSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * The metrics of every layer at the recorded steps of a run. Immutable; all series have the same
 * length, in ascending order of steps; NaN for undefined numbers. A trace read from a store may
 * have only some metrics and layers.
 */
public final class GradientTrace {

  private final NetworkSpec network;
  private final long stride;
  private final TraceSelection selection;
  private final List<TracePoint> points;
  private final NoiseScale noise;

  /**
   * @param stride current distance of recorded steps
   * @param noise noise scale after the last measured step, recorded or not
   */
  GradientTrace(
      NetworkSpec network,
      long stride,
      TraceSelection selection,
      List<TracePoint> points,
      NoiseScale noise) {
    this.network = network;
    this.stride = stride;
    this.selection = selection;
    this.points = points;
    this.noise = noise;
  }

  /** The trace before the first step. */
  public static GradientTrace empty(NetworkSpec network) {
    return new GradientTrace(network, 1, TraceSelection.all(network), List.of(), NoiseScale.NONE);
  }

  /** The network whose layers are traced. */
  public NetworkSpec network() {
    return network;
  }

  /** Number of recorded steps. */
  public int size() {
    return points.size();
  }

  /** The recorded steps from {@code from} to {@code to}, both included. */
  public GradientTrace between(long from, long to) {
    return with(
        points.stream().filter(point -> point.step() >= from && point.step() <= to).toList());
  }

  /**
   * At most {@code count} of the recorded steps, at least 2, evenly spread, with the first and the
   * last.
   */
  public GradientTrace thinnedTo(int count) {
    int last = points.size() - 1;
    if (points.size() <= count) {
      return this;
    }
    List<TracePoint> chosen = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      chosen.add(points.get((int) ((long) i * last / (count - 1))));
    }
    return with(chosen);
  }

  private GradientTrace with(List<TracePoint> some) {
    return new GradientTrace(network, stride, selection, some, noise);
  }

  long stride() {
    return stride;
  }

  TraceSelection selection() {
    return selection;
  }

  /** The last recorded step; 0 if there is none. */
  long lastStep() {
    return points.isEmpty() ? 0 : points.get(points.size() - 1).step();
  }

  List<TracePoint> points() {
    return points;
  }

  NoiseScale noise() {
    return noise;
  }

  /** Step numbers. */
  public long[] steps() {
    return points.stream().mapToLong(TracePoint::step).toArray();
  }

  /** The epoch of each step. */
  public int[] epochs() {
    return points.stream().mapToInt(TracePoint::epoch).toArray();
  }

  /** Mini-batch loss of each step. */
  public double[] losses() {
    return series(TracePoint::loss);
  }

  /** Slope of log₁₀‖δ‖ over the hidden layers, per step. */
  public double[] slopesPerLayer() {
    return flow(FlowPoint::slopePerLayer);
  }

  /** log₁₀ ‖∂C/∂aᴸ‖_F, per step. */
  public double[] costGradientsLog10() {
    return flow(FlowPoint::costGradientLog10);
  }

  /** Slope of the line through {@link #blockInputsLog10} over the blocks, per step. */
  public double[] slopesPerBlock() {
    return flow(FlowPoint::slopePerBlock);
  }

  /** The simple noise scale after each step, averaged over all measured steps up to it. */
  public double[] noiseScales() {
    return flow(FlowPoint::noiseScale);
  }

  /** log₁₀ ‖∂C/∂x‖_F at the input of residual block {@code k} of 1, 2, …, per step. */
  public double[] blockInputsLog10(int k) {
    return flow(flow -> flow.blockGradientsLog10()[FlowPoint.inputOf(k)]);
  }

  /** log₁₀ ‖∂C/∂y‖_F at the output of residual block {@code k}, per step. */
  public double[] blockOutputsLog10(int k) {
    return flow(flow -> flow.blockGradientsLog10()[FlowPoint.outputOf(k)]);
  }

  private double[] flow(ToDoubleFunction<FlowPoint> value) {
    return series(point -> value.applyAsDouble(point.flow()));
  }

  /**
   * One metric of layer {@code l}, per step.
   *
   * @throws IllegalArgumentException if it was not read
   */
  public double[] series(int l, Metric metric) {
    int index = selection.index(l, metric);
    return series(point -> point.values()[index]);
  }

  private double[] series(ToDoubleFunction<TracePoint> value) {
    return points.stream().mapToDouble(value).toArray();
  }
}
