package dev.gradtrace.interchange.onnx;

import dev.gradtrace.interchange.onnx.Preactivation.Joined;
import dev.gradtrace.interchange.onnx.Preactivation.Origin;
import dev.gradtrace.validation.InvalidSpec;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Sums of a signal and a branch that begins with it. */
final class Skips {

  private static final String NESTED =
      "%s joins a branch that skips another sum; blocks here are not nested: let a skip span one"
          + " block";
  private static final String NO_CHAIN =
      "%s joins branches; of two signals here one has to be where the branch of the other began, as"
          + " it is: y = x + F(x)";
  private static final String ACTIVATED =
      "%s joins a branch that begins with an activation of x; one here begins with a normalisation"
          + " or a dense layer: y = x + F(x)";

  private final Evaluation values;

  Skips(Evaluation values) {
    this.values = values;
  }

  /**
   * The sum of two signals.
   *
   * @throws InvalidSpec unless one signal is the beginning of a branch that ends with the other
   */
  Signal join(OnnxNode node, Signal a, Signal b, int number) {
    int width = Math.max(a.z().width(), b.z().width());
    InvalidSpec.unless(
        a.form().rank() == b.form().rank()
            && a.form().isVectorsOf(width)
            && b.form().isVectorsOf(width),
        "",
        "%s joins samples in %s and %s",
        node.title(),
        a.form(),
        b.form());
    Signal start = start(a, b);
    if (start != null) {
      return joined(node, start, b, a, number);
    }
    start = start(b, a);
    if (start != null) {
      return joined(node, start, a, b, number);
    }
    throw InvalidSpec.meaningless(
        "", joinsBefore(a) || joinsBefore(b) ? NESTED : NO_CHAIN, node.title());
  }

  /**
   * The signal at the beginning of a branch that is computed from {@code skip}; null if it is not.
   */
  private @Nullable Signal start(Signal branch, Signal skip) {
    for (Origin origin = branch.z().origin();
        origin != null;
        origin = origin.below().z().origin()) {
      values.spend(1);
      Signal below = origin.below();
      if (isMadeOfSame(below, skip)) {
        return below;
      }
      if (below.z().origin() instanceof Joined) {
        return null;
      }
    }
    return null;
  }

  private static boolean isMadeOfSame(Signal a, Signal b) {
    return a.z() == b.z() || b.isPlain() && a.z().origin() == b.z().origin();
  }

  private boolean joinsBefore(Signal branch) {
    for (Origin origin = branch.z().origin();
        origin != null;
        origin = origin.below().z().origin()) {
      values.spend(1);
      if (origin instanceof Joined) {
        return true;
      }
    }
    return false;
  }

  private Signal joined(OnnxNode node, Signal start, Signal skip, Signal branch, int number) {
    boolean isSame =
        start.isPlain() && skip.isPlain()
            || start.curve() == skip.curve() && start.isSoftmax() == skip.isSoftmax();
    InvalidSpec.unless(isSame, "", skip.isPlain() ? ACTIVATED : NO_CHAIN, node.title());
    values.spend(start.affine() == skip.affine() ? 0 : 2L * branch.z().width());
    Affine entry = start.affine().after(skip.affine());
    if (entry == null) {
      throw InvalidSpec.meaningless("", NO_CHAIN, node.title());
    }
    Scaled scaled = Scaled.of(branch);
    Joined joined = new Joined(skip, start, entry, scaled.scale, scaled.signal);
    return Signal.of(Preactivation.of(joined, branch.z().width()), branch.form(), number);
  }

  /** The end of a branch without a constant factor, and that factor. */
  private record Scaled(Signal signal, double scale) {

    static Scaled of(Signal branch) {
      double[] factor = branch.after().factor();
      if (factor != null && branch.after().offset() == null && isOne(factor)) {
        Scaled inner = of(branch.with(Affine.identity(branch.z().width()), branch.node()));
        return new Scaled(inner.signal, inner.scale * factor[0]);
      }
      if (!branch.isFunction()) {
        return new Scaled(branch, 1);
      }
      double scale = KnownActivations.factor(branch.curve().samples());
      if (scale == 1) {
        return new Scaled(branch, 1);
      }
      boolean isLine = KnownActivations.line(branch.curve().samples()).isPresent();
      Curve alone = isLine ? Curve.IDENTITY : branch.curve().map(value -> value / scale);
      return new Scaled(branch.with(alone, branch.node()), scale);
    }

    private static boolean isOne(double[] factor) {
      return Arrays.stream(factor).allMatch(each -> each == factor[0]);
    }
  }
}
