package dev.gradtrace.trace;

import dev.gradtrace.gradient.distribution.Distribution;
import dev.gradtrace.gradient.distribution.OctaveCounter;
import dev.gradtrace.gradient.distribution.Tensor;
import dev.gradtrace.gradient.distribution.Tensors;
import java.util.List;

/**
 * How the entries of tensors were distributed at the kept steps of a run, which ascend. Immutable;
 * one that was read from a store may hold only some tensors and layers.
 */
public final class Distributions {

  private final DistributionSelection selection;
  private final long stride;
  private final List<DistributionPoint> points;

  /**
   * @param stride distance of the steps that the run keeps at present; 0 before the first
   */
  Distributions(DistributionSelection selection, long stride, List<DistributionPoint> points) {
    this.selection = selection;
    this.stride = stride;
    this.points = points;
  }

  /**
   * Of one step.
   *
   * @param look the tensors, but for the update
   * @param update of which the update alone is counted
   */
  public static Distributions of(
      long step, DistributionSelection selection, Tensors look, Tensors update) {
    OctaveCounter counter = new OctaveCounter();
    Distribution[] values = new Distribution[selection.size()];
    for (Tensor of : selection.of()) {
      Tensors tensors = of == Tensor.UPDATE ? update : look;
      for (int l : selection.layers()) {
        values[selection.index(of, l)] = counter.count(of, tensors, l);
      }
    }
    return new Distributions(
        selection, 1, List.of(new DistributionPoint(step, look.samples(), values)));
  }

  /**
   * Those of several steps, one after the other.
   *
   * @param steps read with the selection
   */
  public static Distributions joined(DistributionSelection selection, List<Distributions> steps) {
    return new Distributions(
        selection, 1, steps.stream().flatMap(step -> step.points.stream()).toList());
  }

  /** Before the first step. */
  public static Distributions empty(DistributionSelection selection) {
    return new Distributions(selection, 0, List.of());
  }

  /** The kept steps from {@code from} to {@code to}, both included. */
  public Distributions between(long from, long to) {
    return new Distributions(
        selection,
        stride,
        points.stream().filter(point -> point.step() >= from && point.step() <= to).toList());
  }

  /** The tensors and layers there are. */
  public DistributionSelection selection() {
    return selection;
  }

  /** Whether nothing was to be kept. */
  public boolean isNone() {
    return selection.of().isEmpty();
  }

  /** Number of kept steps. */
  public int size() {
    return points.size();
  }

  /** Step numbers. */
  public long[] steps() {
    return points.stream().mapToLong(DistributionPoint::step).toArray();
  }

  /** Samples in the mini-batch of the i-th kept step. */
  public int samples(int i) {
    return points.get(i).samples();
  }

  /**
   * A tensor of layer {@code l} at the i-th kept step.
   *
   * @throws IllegalArgumentException if it was not among those that were read
   */
  public Distribution at(int i, Tensor of, int l) {
    return points.get(i).values()[selection.index(of, l)];
  }

  /** The same at every kept step. */
  public List<Distribution> series(Tensor of, int l) {
    int index = selection.index(of, l);
    return points.stream().map(point -> point.values()[index]).toList();
  }

  long stride() {
    return stride;
  }

  /** The newest kept step; 0 if there is none. */
  long lastStep() {
    return points.isEmpty() ? 0 : points.get(points.size() - 1).step();
  }

  List<DistributionPoint> points() {
    return points;
  }
}
