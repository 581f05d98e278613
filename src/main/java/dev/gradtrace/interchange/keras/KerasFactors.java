package dev.gradtrace.interchange.keras;

import dev.gradtrace.dataset.Scaling;
import dev.gradtrace.interchange.NetworkBuilder;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Factors and terms behind a layer, such as {@code x * 0.5}, until the weights of the next or the
 * last layer take them in, or a factor ends the branch of a skip.
 */
final class KerasFactors {

  private static final String FOLDED =
      "Factors and terms between layers have become part of weights and biases: predictions are the"
          + " same, steps of a training are not.";

  private final NetworkBuilder network;
  private final KerasDropped dropped;
  private final boolean haveWeights;

  private @Nullable KerasScaling pending;

  /** The layer that the pending ones end with. */
  private KerasValue last = new KerasValue("", null);

  /**
   * @param haveWeights whether the layers have weights
   */
  KerasFactors(NetworkBuilder network, KerasDropped dropped, boolean haveWeights) {
    this.network = network;
    this.dropped = dropped;
    this.haveWeights = haveWeights;
  }

  /** Adds those of a layer to the pending ones. */
  void add(KerasValue layer, List<Integer> sizes, Consumer<KerasScaling> more) {
    pending = pending == null ? new KerasScaling(sizes) : pending;
    last = layer;
    more.accept(pending);
  }

  /** All pending ones, for weights to take in; null if there are none. */
  Scaling.@Nullable Fitted take() {
    Scaling.Fitted taken = pending == null ? null : pending.fitted();
    pending = null;
    if (taken == null) {
      return null;
    }
    requireWeights(last);
    dropped.note(FOLDED);
    return taken;
  }

  /** Refuses a layer that scales between others if only their configuration is given. */
  void requireWeights(KerasValue layer) {
    if (!haveWeights) {
      throw layer
          .get("class_name")
          .unsupported(
              "%s scales after a layer; only weights take that in, which a configuration has not:"
                  + " send the .keras or .h5 file",
              KerasNode.operation(layer));
    }
  }

  /** Makes the pending ones part of the last layer, if that has no activation. */
  void settleBefore(String next) {
    Scaling.Fitted taken = take();
    if (taken == null) {
      return;
    }
    if (!network.endsLinear()) {
      throw last.get("class_name")
          .unsupported(
              "%s scales between an activation and %s; only a Dense layer takes that in: put it"
                  + " before or behind one",
              KerasNode.operation(last), next);
    }
    network.stretch(taken);
  }

  /** Dropout passes factors, but not terms. */
  void settleTermsBeforeDropout() {
    if (pending != null && pending.isShifted()) {
      settleBefore("dropout");
    }
  }

  /** The factor of the branch that ends here. */
  double takeFactorOfBranch() {
    double factor = pending == null ? 1 : pending.commonFactor();
    if (Double.isNaN(factor) || pending != null && pending.isShifted()) {
      settleBefore("a sum");
      return 1;
    }
    pending = null;
    return factor;
  }
}
