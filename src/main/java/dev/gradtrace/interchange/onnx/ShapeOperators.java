package dev.gradtrace.interchange.onnx;

import dev.gradtrace.validation.InvalidSpec;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The operators that change only the shape or type of their input, and those that compute shapes:
 * constants, with NaN for a size that is not fixed.
 */
final class ShapeOperators {

  private static final String HALF =
      "The model computes in 16 bits, here it is computed with in 64: its answers differ by its"
          + " rounding.";

  private final Evaluation values;

  ShapeOperators(Evaluation values) {
    this.values = values;
  }

  /** The result of a node; null if its operator is none of these. */
  @Nullable GraphValue evaluate(OnnxNode node) {
    return switch (node.operator()) {
      case "Identity" -> values.input(node, 0);
      case "Cast", "CastLike" -> cast(node);
      case "Flatten" -> values.signal(node, 0).in(form(node).flattened(node.integer("axis", 1)));
      case "Reshape" -> reshaped(node);
      case "Squeeze", "Unsqueeze" -> squeezed(node);
      case "Transpose" -> transposed(node);
      case "Shape" -> shape(node);
      case "ConstantOfShape" -> filled(node);
      case "Expand" -> isOfSizes(node) ? expanded(node) : null;
      case "ReduceProd" -> isOfSizes(node) ? product(node) : null;
      case "Gather" -> {
        if (values.input(node, 1) instanceof Signal) {
          throw Unsupported.embedding(node);
        }
        yield isOfSizes(node) ? gathered(node) : null;
      }
      case "Concat" -> isOfSizes(node) ? joined(node) : null;
      case "Slice" -> isOfSizes(node) ? sliced(node) : null;
      default -> null;
    };
  }

  private Form form(OnnxNode node) {
    return values.signal(node, 0).form();
  }

  private boolean isOfSizes(OnnxNode node) {
    return values.input(node, 0) instanceof OnnxTensor;
  }

  private GraphValue cast(OnnxNode node) {
    GraphValue given = values.input(node, 0);
    long type = node.integer("to", ElementType.FLOAT.ordinal());
    if (given instanceof Signal) {
      InvalidSpec.unless(
          ElementType.isFloating(type), "", "%s makes no floating-point numbers", node.title());
      if (type == ElementType.FLOAT16.ordinal() || type == ElementType.BFLOAT16.ordinal()) {
        values.note(HALF);
      }
    }
    return given instanceof OnnxTensor tensor && tensor.isWhole() && ElementType.isFloating(type)
        ? new OnnxTensor(tensor.dims(), tensor.values(), tensor.bits())
        : given;
  }

  private GraphValue reshaped(OnnxNode node) {
    double[] target = paid(node, 1, "shape");
    InvalidSpec.unless(
        node.integer("allowzero", 0) == 0 || Arrays.stream(target).allMatch(size -> size != 0),
        "",
        "%s makes an axis of size 0",
        node.title());
    if (values.input(node, 0) instanceof OnnxTensor constant) {
      Form form = formOf(constant).reshaped(target);
      return inForm(constant, form);
    }
    return values.signal(node, 0).in(form(node).reshaped(target));
  }

  private GraphValue squeezed(OnnxNode node) {
    double[] given = paid(node, 1, "axes");
    List<Long> axes = Arrays.stream(given).mapToObj(axis -> (long) axis).toList();
    boolean adds = node.operator().equals("Unsqueeze");
    if (values.input(node, 0) instanceof OnnxTensor constant) {
      if (constant.dims().isEmpty()) {
        return adds && axes.size() == 1 ? list(constant.values()) : constant;
      }
      Form form = formOf(constant);
      return inForm(constant, adds ? form.unsqueezed(axes) : form.squeezed(axes));
    }
    Form form = form(node);
    return values.signal(node, 0).in(adds ? form.unsqueezed(axes) : form.squeezed(axes));
  }

  /** The dimensions of a constant; a scalar counts as a list of one. */
  private static Form formOf(OnnxTensor constant) {
    List<Long> dims = constant.dims().stream().map(Integer::longValue).toList();
    return new Form(dims.isEmpty() ? List.of(1L) : dims);
  }

  private static OnnxTensor inForm(OnnxTensor constant, Form form) {
    List<Integer> dims = new ArrayList<>();
    long size = 1;
    for (long dim : form.dims() == null ? List.<Long>of() : form.dims()) {
      InvalidSpec.unless(dim >= 0 && dim <= Integer.MAX_VALUE, "", "has sizes that are not fixed");
      dims.add((int) dim);
      size = Math.min(size * dim, Integer.MAX_VALUE);
    }
    InvalidSpec.unless(
        size == constant.size(), "", "cannot bring %s into %s", constant.dims(), form);
    return new OnnxTensor(dims, constant.values(), constant.bits(), constant.isWhole());
  }

  private GraphValue transposed(OnnxNode node) {
    double[] order = node.numbers("perm");
    if (values.input(node, 0) instanceof Signal signal) {
      boolean stays = order.length > 0;
      for (int i = 0; i < order.length; i++) {
        stays &= order[i] == i;
      }
      InvalidSpec.unless(stays, "", "%s mixes samples and units", node.title());
      return signal;
    }
    OnnxTensor tensor = values.tensor(node, 0);
    values.spend(tensor.size());
    return order.length == 2 && order[0] == 0 ? tensor : tensor.transposed();
  }

  private GraphValue shape(OnnxNode node) {
    Form form =
        values.input(node, 0) instanceof OnnxTensor constant ? formOf(constant) : form(node);
    List<Long> dims = form.dims();
    if (dims == null) {
      throw InvalidSpec.meaningless(
          "", "%s asks for sizes that the input does not tell", node.title());
    }
    double[] all = dims.stream().mapToDouble(d -> d == Form.OPEN ? Double.NaN : d).toArray();
    long end = Math.min(node.integer("end", all.length), all.length);
    int from = index(node.integer("start", 0), all.length);
    return list(Arrays.copyOfRange(all, from, Math.max(from, index(end, all.length))));
  }

  /** ConstantOfShape: a tensor filled with one number, 0 by default. */
  private OnnxTensor filled(OnnxNode node) {
    OnnxTensor given = node.constant(values.files());
    InvalidSpec.unless(given == null || given.size() == 1, "", "%s holds no number", node.title());
    return given == null
        ? filled(sizes(node, 0), 0, Float.SIZE)
        : filled(sizes(node, 0), given.values()[0], given.bits());
  }

  private OnnxTensor expanded(OnnxNode node) {
    OnnxTensor given = values.tensor(node, 0);
    InvalidSpec.unless(given.size() == 1, "", "%s expands more than a number", node.title());
    return filled(sizes(node, 1), given.values()[0], given.bits());
  }

  /** A tensor filled with one number; a single one if the size depends on the batch. */
  private OnnxTensor filled(OnnxTensor sizes, double number, int bits) {
    List<Integer> dims = new ArrayList<>();
    long size = 1;
    values.spend(sizes.size());
    for (double dim : sizes.values()) {
      if (Double.isNaN(dim)) {
        return new OnnxTensor(List.of(), new double[] {number}, bits);
      }
      InvalidSpec.unless(dim >= 0, "", "makes an axis of a size below 0");
      dims.add((int) dim);
      size = Math.min(size * (int) dim, Integer.MAX_VALUE);
    }
    values.spend(size);
    double[] numbers = new double[(int) size];
    Arrays.fill(numbers, number);
    return new OnnxTensor(dims, numbers, bits);
  }

  private GraphValue product(OnnxNode node) {
    OnnxTensor list = sizes(node, 0);
    values.spend(list.size());
    double product = Arrays.stream(list.values()).reduce(1, (a, b) -> a * b);
    return node.integer("keepdims", 1) == 1
        ? list(new double[] {product})
        : new OnnxTensor(List.of(), new double[] {product}, list.bits());
  }

  /** An index, negative ones counted from the end, clamped to 0…length. */
  private static int index(double given, int length) {
    double counted = given < 0 ? given + length : given;
    return (int) Math.max(0, Math.min(counted, length));
  }

  private GraphValue gathered(OnnxNode node) {
    OnnxTensor list = sizes(node, 0);
    OnnxTensor indices = values.tensor(node, 1);
    values.spend(indices.size());
    double[] found = new double[indices.size()];
    for (int i = 0; i < found.length; i++) {
      double given = indices.values()[i];
      int index = (int) (given < 0 ? given + list.size() : given);
      InvalidSpec.unless(
          index >= 0 && index < list.size(), "", "%s looks beyond its input", node.title());
      found[i] = list.values()[index];
    }
    return new OnnxTensor(indices.dims(), found, list.bits());
  }

  private GraphValue joined(OnnxNode node) {
    List<double[]> parts = new ArrayList<>();
    int length = 0;
    for (int i = 0; i < node.inputs().size(); i++) {
      double[] part = sizes(node, i).values();
      values.spend(part.length);
      parts.add(part);
      length += part.length;
    }
    double[] all = new double[length];
    int end = 0;
    for (double[] part : parts) {
      System.arraycopy(part, 0, all, end, part.length);
      end += part.length;
    }
    return list(all);
  }

  private GraphValue sliced(OnnxNode node) {
    OnnxTensor list = sizes(node, 0);
    double[] starts = paid(node, 1, "starts");
    double[] ends = paid(node, 2, "ends");
    boolean everyOne =
        !node.has(4) || Arrays.stream(paid(node, 4, "steps")).allMatch(step -> step == 1);
    InvalidSpec.unless(
        everyOne && starts.length == 1 && ends.length == 1,
        "",
        "%s takes other than neighbours",
        node.title());
    int from = index(starts[0], list.size());
    int to = Math.max(from, index(ends[0], list.size()));
    values.spend(to - from);
    return list(Arrays.copyOfRange(list.values(), from, to));
  }

  /** The numbers of an input or, without it, of an attribute; charged, as they are gone through. */
  private double[] paid(OnnxNode node, int i, String attribute) {
    double[] given = node.has(i) ? values.tensor(node, i).values() : node.numbers(attribute);
    values.spend(given.length);
    return given;
  }

  /** An input that must be a list of sizes. */
  private OnnxTensor sizes(OnnxNode node, int i) {
    OnnxTensor sizes = values.tensor(node, i);
    InvalidSpec.unless(
        sizes.dims().size() <= 1, "", "%s works on more than a list of sizes", node.title());
    return sizes;
  }

  private static OnnxTensor list(double[] sizes) {
    return new OnnxTensor(List.of(sizes.length), sizes, Long.SIZE);
  }
}
