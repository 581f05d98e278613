package dev.gradtrace.theory;

import java.util.List;

/**
 * A condition under which the theory gives no number, or one with a caveat.
 *
 * @param layers 1…L, in forward order
 * @param reason a sentence
 * @param effect effect on the forecast
 */
public record ForecastCondition(List<Integer> layers, String reason, Effect effect) {

  public ForecastCondition {
    layers = List.copyOf(layers);
  }

  /** The effect of a condition on the forecast. */
  public enum Effect {
    /** The numbers are given with a caveat. */
    RESERVE,
    /** The layers have no χ of their own, but the forecast continues behind them. */
    NO_CHI,
    /** The layers have no χ, and no slope is given across them. */
    NO_WAY_PAST
  }
}
