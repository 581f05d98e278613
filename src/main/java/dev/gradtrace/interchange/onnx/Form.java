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
 * The axes of a tensor that holds samples, one after the other. However a tensor is reshaped, its
 * elements keep their order, so that only the consumer of a form need ask whether a sample still
 * lies along the last axis.
 *
 * @param dims sizes; {@link #OPEN} for one that is not fixed; null if not even their number is told
 */
record Form(@Nullable List<Long> dims) {

  /** The size of an axis that may differ from call to call. */
  static final long OPEN = -1;

  /** Twice what any tool has; a form is kept for each node. */
  private static final int MOST_AXES = 16;

  Form {
    InvalidSpec.unless(
        dims == null || dims.size() <= MOST_AXES, "", "has more than %d axes", MOST_AXES);
    dims = dims == null ? null : List.copyOf(dims);
  }

  /** As an input declares its axes; one that declares none may have any. */
  static Form declared(List<Long> dims) {
    return new Form(dims.isEmpty() ? null : dims.stream().map(d -> d < 1 ? OPEN : d).toList());
  }

  /** Number of axes; 0 if it is not told. */
  int rank() {
    return dims == null ? 0 : dims.size();
  }

  /** The size of the last axis. */
  long last() {
    return dims == null || dims.isEmpty() ? OPEN : dims.get(dims.size() - 1);
  }

  /** The size of the first axis. */
  long first() {
    return dims == null || dims.isEmpty() ? OPEN : dims.get(0);
  }

  /** Elements of a sample: of all axes but the first, or of the only one. */
  long sample() {
    return size(axesOfSample());
  }

  /** The axes of a sample; none if they are not told. */
  List<Long> axesOfSample() {
    return dims == null ? List.of() : dims.subList(Math.min(1, dims.size() - 1), dims.size());
  }

  /** The product of sizes; {@link #OPEN} if it is not known, or beyond any network. */
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

  /** Whether an axis other than the first is that of the samples: it alone is not fixed. */
  boolean hasSamplesInAxis(int axis) {
    return dims != null
        && axis < rank()
        && dims.get(axis) == OPEN
        && dims.subList(0, axis).stream().allMatch(d -> d == 1);
  }

  /** Elements of a sample in the axes from one on; {@link #OPEN} if they are not fixed. */
  long sampleFrom(int axis) {
    return dims == null || axis >= rank() ? OPEN : size(dims.subList(axis, rank()));
  }

  /** All axes but one, ascending. */
  double[] axesBut(int axis) {
    return IntStream.range(0, rank()).filter(i -> i != axis).asDoubleStream().toArray();
  }

  /** Whether samples of a width lie along the last axis, as far as is known. */
  boolean isVectorsOf(int width) {
    if (dims == null) {
      return true;
    }
    long last = last();
    boolean fits = last == OPEN || width == 0 || last == width;
    return fits && dims.subList(1, Math.max(1, rank() - 1)).stream().allMatch(d -> d == 1);
  }

  /** Whether the last axis is known to have a sample's width, and nothing but that. */
  boolean isSurelyVectorsOf(int width) {
    return dims == null || last() == width && isVectorsOf(width);
  }

  /** After a product with a matrix. */
  Form withLast(int units) {
    if (dims == null) {
      return this;
    }
    List<Long> result = new ArrayList<>(dims);
    result.set(rank() - 1, (long) units);
    return new Form(result);
  }

  /** Two axes: those before one, and the rest. */
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
   * As a Reshape says: 0 keeps the size of an axis, −1 is what is left.
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

  /** The size of the axis that takes what is left. */
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

  /** With axes of size 1 put in. */
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
   * Without axes of size 1.
   *
   * @param axes all of that size if empty
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
   * A constant that is combined with the tensor element by element, as one number for all features
   * of a sample, or one for each in their order.
   *
   * @param width features of a sample; 0 if not known
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
