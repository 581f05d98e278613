package dev.gradtrace.interchange.keras;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Sizes of the dimensions of a sample, read from a batch shape. */
final class KerasShape {

  private final KerasValue batch;

  private KerasShape(KerasValue batch) {
    this.batch = batch;
  }

  /** The input shape of a model, declared by the first layer that does; null if none does. */
  static @Nullable KerasShape ofInput(KerasValue model, List<KerasValue> layers) {
    for (KerasValue layer : layers) {
      KerasShape found = told(layer);
      KerasValue className = layer.get("class_name");
      if (found != null || className.isText() && className.text().equals("Dense")) {
        return found == null ? ofModel(model) : found;
      }
    }
    return ofModel(model);
  }

  private static @Nullable KerasShape ofModel(KerasValue model) {
    KerasValue config = KerasChain.config(model);
    return config.isObject() ? of(config.get("build_input_shape")) : null;
  }

  private static @Nullable KerasShape told(KerasValue layer) {
    KerasValue config = layer.get("config");
    if (!config.isObject()) {
      return null;
    }
    KerasValue built = layer.get("build_config");
    List<KerasValue> places = new ArrayList<>();
    places.add(config.get("batch_shape"));
    places.add(config.get("batch_input_shape"));
    if (built.isObject()) {
      places.add(built.get("input_shape"));
    }
    for (KerasValue place : places) {
      KerasShape shape = of(place);
      if (shape != null) {
        return shape;
      }
    }
    KerasValue width = config.get("input_dim");
    return width.isNull()
        ? null
        : new KerasShape(new KerasValue(config.pointer(), Arrays.asList(null, width.value())));
  }

  private static @Nullable KerasShape of(KerasValue shape) {
    KerasValue dims = shape.isObject() ? shape.get("items") : shape;
    return dims.isList() ? new KerasShape(dims) : null;
  }

  /** The value that declares the shape. */
  KerasValue place() {
    return batch;
  }

  /** The sizes without that of the batch. */
  List<Integer> sample() {
    List<KerasValue> dims = batch.elements();
    if (dims.size() < 2) {
      throw batch.unsupported("must be of vectors, or be flattened first");
    }
    List<Integer> sizes = new ArrayList<>();
    for (KerasValue dim : dims.subList(1, dims.size())) {
      int size = dim.isNull() ? 0 : dim.integer();
      if (size < 1) {
        throw dim.unsupported("must be at least 1%s", dim.isNull() ? "" : ", was " + size);
      }
      sizes.add(size);
    }
    return sizes;
  }

  /**
   * The sizes after a Reshape.
   *
   * @param sizes null if they are not known
   * @param target the new sizes; one may be −1, which is computed from the others
   */
  static @Nullable List<Integer> reshaped(@Nullable List<Integer> sizes, KerasValue target) {
    int left = -1;
    int size = sizes == null ? 0 : size(sizes);
    List<Integer> result = new ArrayList<>();
    for (KerasValue dim : target.elements()) {
      if (dim.integer() == 0 || dim.integer() < -1 || dim.integer() == -1 && left >= 0) {
        throw dim.unsupported("must be at least 1, or once -1, was %d", dim.integer());
      }
      left = dim.integer() == -1 ? result.size() : left;
      result.add(Math.max(1, dim.integer()));
    }
    if (left >= 0) {
      result.set(left, Math.max(1, size / size(result)));
    }
    if (sizes != null && size(result) != size) {
      throw target.unsupported("has not the %d elements of a sample", size);
    }
    return sizes == null || result.isEmpty() ? null : result;
  }

  /** The product of the sizes, at most {@link Integer#MAX_VALUE}. */
  static int size(List<Integer> sizes) {
    long product = 1;
    for (int size : sizes) {
      product = Math.min(Integer.MAX_VALUE, product * size);
    }
    return (int) product;
  }
}
