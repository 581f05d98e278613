package dev.gradtrace.trace;

import dev.gradtrace.gradient.distribution.Distribution;
import dev.gradtrace.gradient.distribution.OctaveCounter;
import dev.gradtrace.gradient.distribution.Tensor;
import dev.gradtrace.gradient.distribution.Tensors;
import java.util.List;

/**
 * The distributions of tensors at the recorded steps of a run, in ascending order. Immutable; those
 * read from a store may have only some tensors and layers.
 */
public final class Distributions {

  private final DistributionSelection selection;
  private final long stride;
  private final List<DistributionPoint> points;

  /**
   * @param stride current distance of recorded steps; 0 before the first
   */
  Distributions(DistributionSelection selection, long stride, List<DistributionPoint> points) {
    this.selection = selection;
    this.stride = stride;
    this.points = points;
  }

  /**
   * The distributions of one step.
   *
   * @param look tensors other than the update
   * @param update source of the update alone
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
   * The distributions of several steps, one after the other.
   *
   * @param steps each read with this selection
   */
  public static Distributions joined(DistributionSelection selection, List<Distributions> steps) {
    return new Distributions(
        selection, 1, steps.stream().flatMap(step -> step.points.stream()).toList());
  }

  /** The distributions before the first step. */
  public static Distributions empty(DistributionSelection selection) {
    return new Distributions(selection, 0, List.of());
  }

  /** The recorded steps from {@code from} to {@code to}, both included. */
  public Distributions between(long from, long to) {
    return new Distributions(
        selection,
        stride,
        points.stream().filter(point -> point.step() >= from && point.step() <= to).toList());
  }

  /** The tensors and layers present. */
  public DistributionSelection selection() {
    return selection;
  }

  /** Whether no tensors are recorded. */
  public boolean isNone() {
    return selection.of().isEmpty();
  }

  /** Number of recorded steps. */
  public int size() {
    return points.size();
  }

  /** Step numbers. */
  public long[] steps() {
    return points.stream().mapToLong(DistributionPoint::step).toArray();
  }

  /** Samples in the mini-batch of the {@code i}th recorded step. */
  public int samples(int i) {
    return points.get(i).samples();
  }

  /**
   * The distribution of a tensor of layer {@code l} at the {@code i}th recorded step.
   *
   * @throws IllegalArgumentException if it was not read
   */
  public Distribution at(int i, Tensor of, int l) {
    return points.get(i).values()[selection.index(of, l)];
  }

  /** The distributions of a tensor of layer {@code l} at all recorded steps. */
  public List<Distribution> series(Tensor of, int l) {
    int index = selection.index(of, l);
    return points.stream().map(point -> point.values()[index]).toList();
  }

  long stride() {
    return stride;
  }

  /** The last recorded step; 0 if there is none. */
  long lastStep() {
    return points.isEmpty() ? 0 : points.get(points.size() - 1).step();
  }

  List<DistributionPoint> points() {
    return points;
  }
}
