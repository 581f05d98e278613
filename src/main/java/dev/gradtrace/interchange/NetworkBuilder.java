package dev.gradtrace.interchange;

import dev.gradtrace.dataset.Scaling;
import dev.gradtrace.matrix.Matrix;
import dev.gradtrace.network.Activation;
import dev.gradtrace.network.Elementwise;
import dev.gradtrace.network.LayerNormalization;
import dev.gradtrace.network.LayerNormalization.Position;
import dev.gradtrace.network.LayerSpec;
import dev.gradtrace.network.LeakyRelu;
import dev.gradtrace.network.NetworkSpec;
import dev.gradtrace.network.Normalization;
import dev.gradtrace.network.NormalizationParameters;
import dev.gradtrace.network.NormalizationPlace;
import dev.gradtrace.network.Parameters;
import dev.gradtrace.network.ResidualBlock;
import dev.gradtrace.validation.InvalidSpec;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Builds a network from the parts of a foreign model, added in the order of the forward pass. A
 * part that a network here cannot have is refused, with advice; the pointer of the refusal is
 * empty.
 */
public final class NetworkBuilder {

  /** What was added last. */
  private enum At {
    INPUT,
    INPUT_NORMALIZED,
    INPUT_MASKED,
    /** The beginning of a branch. */
    BRANCH,
    BRANCH_NORMALIZED,
    /** W·x + b, without an activation so far. */
    DENSE,
    NORMALIZED,
    ACTIVATED,
    NORMALIZED_AFTER_ACTIVATION,
    MASKED,
    /** The sum at the end of a branch. */
    JOINED,
    JOINED_NORMALIZED;

    boolean isInput() {
      return this == INPUT || this == INPUT_NORMALIZED || this == INPUT_MASKED;
    }

    boolean isBranch() {
      return this == BRANCH || this == BRANCH_NORMALIZED;
    }

    boolean isJoined() {
      return this == JOINED || this == JOINED_NORMALIZED;
    }
  }

  private static final String TWICE =
      "follows another normalisation of the same layer; a layer here has one: leave one of them"
          + " out";

  private final int inputs;
  private final List<LayerSpec> layers = new ArrayList<>();
  private final List<ResidualBlock> blocks = new ArrayList<>();
  private final List<Parameters.Layer> weights = new ArrayList<>();
  private final Map<Integer, Map<NormalizationPlace, NormalizationParameters>> norms =
      new HashMap<>();

  private At at = At.INPUT;
  private @Nullable Normalization inputNormalization;
  private double inputDropout;

  /** Number of layers before the open branch; −1 if none is open. */
  private int branchAfter = -1;

  private @Nullable Normalization branchNormalization;

  /**
   * @param inputs number of features
   */
  public NetworkBuilder(int inputs) {
    this.inputs = inputs;
  }

  /** Number of layers added so far. */
  public int depth() {
    return layers.size();
  }

  /** Number of units of the last layer, or of inputs. */
  public int width() {
    return layers.isEmpty() ? inputs : last().units();
  }

  /** Adds a dense layer without its parameters. */
  public void dense(LayerSpec layer) {
    layers.add(layer);
    at = layer.activation() == Elementwise.LINEAR ? At.DENSE : At.ACTIVATED;
  }

  /** Adds a dense layer with its parameters. */
  public void dense(LayerSpec layer, Parameters.Layer numbers) {
    dense(layer);
    weights.add(numbers);
  }

  /** Whether the last part is W·x + b, without an activation so far. */
  public boolean endsLinear() {
    return at == At.DENSE;
  }

  /** Scales the outputs of a last layer that {@link #endsLinear}. */
  public void stretch(Scaling.Fitted scaling) {
    int last = weights.size() - 1;
    weights.set(last, FoldedScaling.behind(weights.get(last), scaling));
    replaceLast(FoldedScaling.biased(last()));
  }

  /** Whether the last part is the sum of a skip whose branch begins with a normalisation. */
  public boolean endsNormalizedBranch() {
    return at == At.JOINED && blocks.get(blocks.size() - 1).normalization() != null;
  }

  /**
   * Adds a layer that returns its input: W is the identity matrix, there are no biases.
   *
   * @return a note on it
   */
  public String identity() {
    LayerSpec plain = LayerSpec.of(width(), Elementwise.LINEAR);
    Matrix weights = Matrix.zeros(width(), width());
    for (int i = 0; i < width(); i++) {
      weights.set(i, i, 1);
    }
    dense(
        new LayerSpec(
            plain.units(),
            plain.activation(),
            plain.weightInitializer(),
            plain.biasInitializer(),
            false),
        new Parameters.Layer(weights, Matrix.zeros(width(), 1)));
    return "Layer "
        + depth()
        + " hands on the sum of a skip, with W the identity, so that its normalisation has a place: a"
        + " training here changes W, too.";
  }

  private LayerSpec last() {
    return layers.get(layers.size() - 1);
  }

  private void replaceLast(LayerSpec layer) {
    layers.set(layers.size() - 1, layer);
  }

  /** Applies an activation to the last layer. */
  public void activate(Activation activation) {
    if (activation == Elementwise.LINEAR) {
      return;
    }
    boolean isFirst = !layers.isEmpty() && last().activation() == Elementwise.LINEAR;
    boolean behindMask = at == At.MASKED && isFirst && passesMasks(activation);
    InvalidSpec.unless(
        at == At.DENSE || at == At.NORMALIZED || behindMask, "", reasonAgainstActivation(isFirst));
    LayerSpec below = last();
    replaceLast(
        new LayerSpec(
            below.units(),
            activation,
            below.weightInitializer(),
            below.biasInitializer(),
            below.useBias(),
            below.normalization(),
            below.dropout()));
    at = behindMask ? At.MASKED : At.ACTIVATED;
  }

  /** Whether σ(m·z) = m·σ(z) for every m ≥ 0, so that dropout before σ equals dropout after it. */
  private static boolean passesMasks(Activation activation) {
    return activation == Elementwise.RELU || activation instanceof LeakyRelu;
  }

  private String reasonAgainstActivation(boolean isFirst) {
    if (at.isInput()) {
      return "comes before the first layer: a network here begins with a dense layer";
    }
    if (at.isBranch()) {
      return "begins the branch of a skip, which here begins with a normalisation or a dense layer:"
          + " put the activation behind that";
    }
    if (at.isJoined()) {
      return "follows the sum of a skip, where nothing here has a place but a normalisation: put"
          + " the activation into the branch, y = x + σ(W·x + b)";
    }
    return at == At.MASKED && isFirst
        ? "follows dropout: put the dropout behind the activation"
        : "follows an activation; a layer here has one";
  }

  /** Whether {@link #normalize} is possible now. */
  public boolean hasPlaceForNormalization() {
    return reasonAgainstNormalization() == null;
  }

  /**
   * Adds a normalisation.
   *
   * @param numbers null where they are not known
   */
  public void normalize(Normalization kind, @Nullable NormalizationParameters numbers) {
    String reason = reasonAgainstNormalization();
    InvalidSpec.unless(reason == null, "", "%s", reason);
    switch (at) {
      case INPUT -> {
        inputNormalization = kind;
        keep(NormalizationPlace.INPUT, 1, numbers, At.INPUT_NORMALIZED);
      }
      case BRANCH -> {
        branchNormalization = kind;
        keep(NormalizationPlace.BLOCK, depth() + 1, numbers, At.BRANCH_NORMALIZED);
      }
      case JOINED -> {
        ResidualBlock block = blocks.remove(blocks.size() - 1);
        blocks.add(
            new ResidualBlock(
                block.first(), block.last(), block.scale(), kind, ResidualBlock.Position.AFTER));
        keep(NormalizationPlace.BLOCK, depth(), numbers, At.JOINED_NORMALIZED);
      }
      case DENSE -> {
        replaceLast(last().withNormalization(kind));
        keep(NormalizationPlace.LAYER, depth(), numbers, At.NORMALIZED);
      }
      default -> {
        replaceLast(
            last().withNormalization(new LayerNormalization(kind, Position.AFTER_ACTIVATION)));
        keep(NormalizationPlace.LAYER, depth(), numbers, At.NORMALIZED_AFTER_ACTIVATION);
      }
    }
  }

  private void keep(
      NormalizationPlace place, int layer, @Nullable NormalizationParameters numbers, At next) {
    if (numbers != null) {
      norms
          .computeIfAbsent(layer, unknown -> new EnumMap<>(NormalizationPlace.class))
          .put(place, numbers);
    }
    at = next;
  }

  private @Nullable String reasonAgainstNormalization() {
    return switch (at) {
      case INPUT, BRANCH, DENSE -> null;
      case ACTIVATED -> last().normalization() == null ? null : TWICE;
      case JOINED ->
          blocks.get(blocks.size() - 1).normalization() == null
              ? null
              : "follows a block whose branch is normalised; a block here is normalised before or"
                  + " after: leave one of them out, or put a dense layer before this one";
      case INPUT_MASKED, MASKED -> "follows dropout: put the dropout behind the normalisation";
      default -> TWICE;
    };
  }

  /** Whether {@link #mask} is possible now. */
  public boolean hasPlaceForDropout() {
    return !at.isBranch() && !at.isJoined();
  }

  /** Adds dropout; two in a row with rates p and q become one with rate 1 − (1 − p)(1 − q). */
  public void mask(double rate) {
    InvalidSpec.unless(
        rate >= 0 && rate < 1, "", "has a rate that is not at least 0 and below 1: %s", rate);
    InvalidSpec.unless(
        hasPlaceForDropout(),
        "",
        at.isJoined()
            ? "follows the sum of a skip: put the dropout into the branch, before the sum"
            : "begins the branch of a skip: put the dropout behind a dense layer");
    if (at.isInput()) {
      inputDropout = both(inputDropout, rate);
      at = At.INPUT_MASKED;
    } else {
      replaceLast(last().withDropout(both(last().dropout(), rate)));
      at = At.MASKED;
    }
  }

  private static double both(double rate, double other) {
    return rate == 0 ? other : 1 - (1 - rate) * (1 - other);
  }

  /** Begins the branch of a skip; {@link #endBranch} adds its output to the current signal. */
  public void beginBranch() {
    InvalidSpec.unless(
        branchAfter < 0, "", "begins within another skip; a network here has one at a time");
    branchAfter = depth();
    branchNormalization = null;
    at = At.BRANCH;
  }

  /** Ends the branch with x + scale·F(x), where x is the signal at its beginning. */
  public void endBranch(double scale) {
    int first = branchAfter + 1;
    InvalidSpec.unless(branchAfter >= 0, "", "adds what does not begin where its skip does");
    InvalidSpec.unless(
        depth() >= first, "", "ends a branch without a dense layer: put one into it");
    int carried = branchAfter == 0 ? inputs : layers.get(branchAfter - 1).units();
    InvalidSpec.unless(
        width() == carried,
        "",
        "adds %d units to the %d of the skip: let the branch end with %d",
        width(),
        carried,
        carried);
    blocks.add(
        new ResidualBlock(
            first, depth(), scale, branchNormalization, ResidualBlock.Position.BEFORE));
    branchAfter = -1;
    at = At.JOINED;
  }

  /**
   * The architecture of all parts.
   *
   * @throws InvalidSpec if it does not end with a layer
   */
  public NetworkSpec network() {
    InvalidSpec.unless(
        !at.isJoined(),
        "",
        "ends with the sum of a skip; a network here ends with a layer: put a dense layer behind"
            + " it");
    InvalidSpec.unless(at != At.MASKED, "", "ends with dropout of the outputs: leave that out");
    InvalidSpec.unless(
        at != At.NORMALIZED_AFTER_ACTIVATION,
        "",
        "ends with a normalisation behind the last activation: put it before that, or leave it"
            + " out");
    return new NetworkSpec(inputs, layers, blocks, inputNormalization, inputDropout);
  }

  /** The parameters of all layers; each must have been added with its own. */
  public Parameters parameters() {
    List<Parameters.Layer> all = new ArrayList<>();
    for (Parameters.Layer layer : weights) {
      all.add(
          new Parameters.Layer(
              layer.weights(), layer.biases(), norms.getOrDefault(all.size() + 1, Map.of())));
    }
    return Parameters.of(all);
  }
}
