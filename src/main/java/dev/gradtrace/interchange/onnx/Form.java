package dev.gradtrace.interchange.onnx;

import dev.gradtrace.validation.InvalidSpec;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The dimensions of a tensor of samples. Reshaping keeps the order of elements, so that only the
 * consumer of a tensor has to check that the last axis is that of the features.
 *
 * @param dims sizes; {@link #OPEN} for one that is not fixed; null if their number is unknown
 */
record Form(@Nullable List<Long> dims) {

  /** The size of an axis that is not fixed, such as that of the batch. */
  static final long OPEN = -1;

  /** Twice the limit of common tools. */
  private static final int MOST_AXES = 16;

  Form {
    InvalidSpec.unless(
        dims == null || dims.size() <= MOST_AXES, "", "has more than %d axes", MOST_AXES);
    dims = dims == null ? null : List.copyOf(dims);
  }

  /** The dimensions that an input declares; one that declares none may have any. */
  static Form declared(List<Long> dims) {
    return new Form(dims.isEmpty() ? null : dims.stream().map(d -> d < 1 ? OPEN : d).toList());
  }

  /** Number of axes; 0 if unknown. */
  int rank() {
    return dims == null ? 0 : dims.size();
  }

  /** Size of the last axis. */
  long last() {
    return dims == null || dims.isEmpty() ? OPEN : dims.get(dims.size() - 1);
  }

  /** Size of the first axis. */
  long first() {
    return dims == null || dims.isEmpty() ? OPEN : dims.get(0);
  }

  /** Elements per sample: the product of all sizes but the first, or the size of the only axis. */
  long sample() {
    return size(axesOfSample());
  }

  /** Sizes of the axes of a sample; empty if unknown. */
  List<Long> axesOfSample() {
    return dims == null ? List.of() : dims.subList(Math.min(1, dims.size() - 1), dims.size());
  }

  /** The product of the sizes; {@link #OPEN} if unknown or too large for a network. */
  private static long size(List<Long> sizes) {
    long product = 1;
    for (long size : sizes) {
      product = size < 0 ? OPEN : product * size;
      if (product < 0 || product > Integer.MAX_VALUE) {
        return OPEN;
      }
    }
    return sizes.isEmpty() ? OPEN : product;
  }

  /**
   * Whether the batch axis is {@code axis}, not the first: it is the only one that is not fixed.
   */
  boolean hasSamplesInAxis(int axis) {
    return dims != null
        && axis < rank()
        && dims.get(axis) == OPEN
        && dims.subList(0, axis).stream().allMatch(d -> d == 1);
  }

  /** Elements per sample in the axes from {@code axis} on; {@link #OPEN} if not fixed. */
  long sampleFrom(int axis) {
    return dims == null || axis >= rank() ? OPEN : size(dims.subList(axis, rank()));
  }

  /** Numbers of all axes but one, ascending. */
  double[] axesBut(int axis) {
    return IntStream.range(0, rank()).filter(i -> i != axis).asDoubleStream().toArray();
  }

  /**
   * Whether the last axis can be that of {@code width} features and the others that of samples;
   * true if unknown.
   */
  boolean isVectorsOf(int width) {
    if (dims == null) {
      return true;
    }
    long last = last();
    boolean fits = last == OPEN || width == 0 || last == width;
    return fits && dims.subList(1, Math.max(1, rank() - 1)).stream().allMatch(d -> d == 1);
  }

  /** Whether the last axis surely is that of {@code width} features. */
  boolean isSurelyVectorsOf(int width) {
    return dims == null || last() == width && isVectorsOf(width);
  }

  /** The dimensions after a product with a matrix of {@code units} columns. */
  Form withLast(int units) {
    if (dims == null) {
      return this;
    }
    List<Long> result = new ArrayList<>(dims);
    result.set(rank() - 1, (long) units);
    return new Form(result);
  }

  /** The dimensions after Flatten: the axes before {@code axis} become one, the rest another. */
  Form flattened(long axis) {
    if (dims == null) {
      return this;
    }
    int split = (int) (axis < 0 ? axis + rank() : axis);
    InvalidSpec.unless(split >= 0 && split <= rank(), "", "has no axis %d", axis);
    return new Form(
        List.of(
            split == 0 ? 1 : size(dims.subList(0, split)),
            split == rank() ? 1 : size(dims.subList(split, rank()))));
  }

  /**
   * The dimensions after Reshape: 0 keeps the size of an axis, −1 takes the remaining elements.
   *
   * @param target sizes; NaN for one that is not fixed
   */
  Form reshaped(double[] target) {
    InvalidSpec.unless(target.length <= MOST_AXES, "", "has more than %d axes", MOST_AXES);
    List<Long> sizes = new ArrayList<>();
    int rest = -1;
    for (int i = 0; i < target.length; i++) {
      if (target[i] == -1) {
        rest = i;
      }
      boolean kept = target[i] == 0 && i < rank();
      sizes.add(kept ? dimension(i) : target[i] > 0 ? (long) target[i] : OPEN);
    }
    if (rest >= 0) {
      sizes.set(rest, left(sizes, rest));
    }
    return sizes.isEmpty() ? new Form(null) : new Form(sizes);
  }

  private long dimension(int i) {
    return dims == null ? OPEN : dims.get(i);
  }

  /** The size of the axis with −1 in a Reshape. */
  private long left(List<Long> sizes, int rest) {
    List<Long> others = new ArrayList<>(sizes);
    others.remove(rest);
    boolean keepsSamples = rest > 0 && rank() > 1 && others.get(0).equals(first());
    if (keepsSamples) {
      others.remove(0);
    }
    long whole = keepsSamples ? sample() : dims == null ? OPEN : size(dims);
    long taken = others.isEmpty() ? 1 : size(others);
    return whole == OPEN || taken < 1 || whole % taken != 0 ? OPEN : whole / taken;
  }

  /** The dimensions after Unsqueeze, which inserts axes of size 1. */
  Form unsqueezed(List<Long> axes) {
    if (dims == null) {
      return this;
    }
    int rank = rank() + axes.size();
    InvalidSpec.unless(rank <= MOST_AXES, "", "has more than %d axes", MOST_AXES);
    Set<Integer> put = positions(axes, rank);
    List<Long> result = new ArrayList<>();
    for (int i = 0, old = 0; i < rank; i++) {
      result.add(put.contains(i) ? 1 : dims.get(old++));
    }
    return new Form(result);
  }

  /**
   * The dimensions after Squeeze, which removes axes of size 1.
   *
   * @param axes numbers of axes; if empty, all of size 1
   */
  Form squeezed(List<Long> axes) {
    if (dims == null) {
      return this;
    }
    Set<Integer> out = positions(axes, rank());
    List<Long> result = new ArrayList<>();
    for (int i = 0; i < rank(); i++) {
      if (axes.isEmpty() ? dims.get(i) != 1 : !out.contains(i)) {
        result.add(dims.get(i));
      }
    }
    return result.isEmpty() ? new Form(Collections.singletonList(1L)) : new Form(result);
  }

  private static Set<Integer> positions(List<Long> axes, int rank) {
    Set<Integer> positions = new TreeSet<>();
    for (long axis : axes) {
      long position = axis < 0 ? axis + rank : axis;
      InvalidSpec.unless(position >= 0 && position < rank, "", "has no axis %d", axis);
      positions.add((int) position);
    }
    InvalidSpec.unless(positions.size() == axes.size(), "", "names an axis twice");
    return positions;
  }

  /**
   * A constant that is combined with this tensor element by element: one number for all features of
   * a sample, or one per feature.
   *
   * @param width features of a sample; 0 if unknown
   */
  double[] ofFeatures(OnnxTensor constant, int width) {
    InvalidSpec.unless(
        dims == null || constant.dims().size() <= rank(),
        "",
        "a tensor of dimensions %s adds axes to samples in %s",
        constant.dims(),
        this);
    if (constant.size() == 1) {
      return constant.values();
    }
    if (constant.size() == constant.width() && isVectorsOf(Math.max(width, constant.size()))) {
      return constant.values();
    }
    if (rank() > 2 && sample() == width && width > 0) {
      return Broadcast.to(axesOfSample(), constant);
    }
    throw InvalidSpec.meaningless(
        "",
        "a tensor of dimensions %s does not fit %s",
        constant.dims(),
        dims == null ? width + " units" : "samples in " + this);
  }

  @Override
  public String toString() {
    return dims == null ? "any axes" : dims.toString().replace("-1", "?");
  }
}
