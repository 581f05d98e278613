package dev.gradtrace.network;

import dev.gradtrace.validation.InvalidSpec;
import org.jspecify.annotations.Nullable;

/**
 * A skip over the layers {@code first}…{@code last}: y = x + scale·F(x), where F are the layers.
 *
 * @param first number of its first layer, at least 1
 * @param last number of its last layer, at least {@code first}
 * @param scale α, finite
 * @param normalization null for none
 * @param position position of the normalisation; ignored if there is none
 */
public record ResidualBlock(
    int first, int last, double scale, @Nullable Normalization normalization, Position position) {

  public static final double DEFAULT_SCALE = 1;

  /** Where a block is normalised. */
  public enum Position {
    /** y = x + scale·F(N(x)). */
    BEFORE,
    /** y = N(x + scale·F(x)). */
    AFTER
  }

  public ResidualBlock {
    InvalidSpec.unless(first >= 1 && last >= first, "residual", "must hold at least one layer");
    InvalidSpec.unless(Double.isFinite(scale), "scale", "must be finite, was %s", scale);
  }

  /** The block y = x + scale·F(x), without normalisation. */
  public static ResidualBlock plain(int first, int last, double scale) {
    return new ResidualBlock(first, last, scale, null, Position.BEFORE);
  }

  /** The same block, moved by {@code layers} layers towards the output. */
  public ResidualBlock movedBy(int layers) {
    return new ResidualBlock(first + layers, last + layers, scale, normalization, position);
  }

  /** The layer that holds the parameters of the normalisation, if there is one. */
  int normalizedLayer() {
    return position == Position.BEFORE ? first : last;
  }
}
