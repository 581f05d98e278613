package dev.gradtrace.theory;

import java.util.List;

/**
 * Where theory gives no number, or one with a reserve.
 *
 * @param layers 1…L, in forward order
 * @param reason a sentence
 * @param effect what it does to the forecast
 */
public record ForecastCondition(List<Integer> layers, String reason, Effect effect) {

  public ForecastCondition {
    layers = List.copyOf(layers);
  }

  /** What a condition does to the forecast. */
  public enum Effect {
    /** The numbers stand, with a reserve. */
    RESERVE,
    /** The layers have no χ of their own, but what lies on both sides of them is known. */
    NO_CHI,
    /** No χ, and no slope that leads past the layers. */
    NO_WAY_PAST
  }
}
