package dev.gradtrace.interchange.onnx;

import dev.gradtrace.validation.InvalidSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleBinaryOperator;

/**
 * Broadcasting of tensors in ONNX: an axis of size 1 is repeated to any size.
 *
 * @see <a href="https://github.com/onnx/onnx/blob/main/docs/Broadcasting.md">Broadcasting</a>
 */
final class Broadcast {

  private Broadcast() {}

  /** The elements of a tensor broadcast to larger dimensions, in row-major order. */
  static double[] to(List<Long> dims, OnnxTensor tensor) {
    List<Integer> sizes = tensor.dims();
    int missing = dims.size() - sizes.size();
    int total = 1;
    for (int i = 0; i < dims.size(); i++) {
      long size = i < missing ? 1 : sizes.get(i - missing);
      InvalidSpec.unless(
          size == 1 || size == dims.get(i),
          "",
          "a tensor of dimensions %s does not fit %s",
          sizes,
          dims);
      total *= Math.toIntExact(dims.get(i));
    }
    for (int i = 0; i < -missing; i++) {
      InvalidSpec.unless(
          sizes.get(i) == 1, "", "a tensor of dimensions %s differs from sample to sample", sizes);
    }
    double[] result = new double[total];
    for (int at = 0; at < total; at++) {
      result[at] = tensor.values()[place(at, dims, sizes)];
    }
    return result;
  }

  /** The index in the tensor of the element at index {@code at} of the larger dimensions. */
  private static int place(int at, List<Long> dims, List<Integer> sizes) {
    int place = 0;
    int stride = 1;
    int rest = at;
    for (int i = dims.size() - 1, k = sizes.size() - 1; i >= 0 && k >= 0; i--, k--) {
      int index = (int) (rest % dims.get(i));
      rest = (int) (rest / dims.get(i));
      place += sizes.get(k) == 1 ? 0 : index * stride;
      stride *= sizes.get(k);
    }
    return place;
  }

  /**
   * Number of elements of the broadcast of two tensors; more than an array can have if it
   * overflows.
   */
  static long size(OnnxTensor a, OnnxTensor b) {
    long size = 1;
    for (int dim : common(a, b)) {
      size = dim != 0 && size > Integer.MAX_VALUE / dim ? Integer.MAX_VALUE : size * dim;
    }
    return size;
  }

  private static List<Integer> common(OnnxTensor a, OnnxTensor b) {
    List<Integer> dims = new ArrayList<>();
    boolean inOrder = a.dims().size() >= b.dims().size();
    List<Integer> longer = inOrder ? a.dims() : b.dims();
    List<Integer> shorter = inOrder ? b.dims() : a.dims();
    int missing = longer.size() - shorter.size();
    for (int i = 0; i < longer.size(); i++) {
      boolean alone = i < missing || shorter.get(i - missing) == 1;
      dims.add(alone ? longer.get(i) : shorter.get(i - missing));
    }
    return dims;
  }

  /** Applies a function to two tensors element by element; check their {@link #size} before. */
  static OnnxTensor combine(OnnxTensor a, OnnxTensor b, DoubleBinaryOperator function) {
    List<Integer> dims = common(a, b);
    List<Long> common = dims.stream().map(Integer::longValue).toList();
    double[] left = to(common, a);
    double[] right = to(common, b);
    double[] result = new double[left.length];
    for (int i = 0; i < result.length; i++) {
      result[i] = function.applyAsDouble(left[i], right[i]);
    }
    return new OnnxTensor(dims, result, Math.min(a.bits(), b.bits()));
  }
}
