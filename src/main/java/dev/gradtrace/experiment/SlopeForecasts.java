package dev.gradtrace.experiment;

import dev.gradtrace.network.NetworkSpec;
import dev.gradtrace.theory.MeanFieldForecast;
import java.util.HashMap;
import java.util.Map;

/** Forecasts for the networks of a comparison, each computed once. */
final class SlopeForecasts {

  /** Limit on the layers of all networks together; a layer takes some ten microseconds. */
  private static final int MOST_LAYERS = 20_000;

  private final Map<NetworkSpec, Double> forecasts = new HashMap<>();
  private int layers;

  /** Slope in decades per layer; NaN if the theory has no number, or the limit is exceeded. */
  double of(NetworkSpec network) {
    Double known = forecasts.get(network);
    if (known != null) {
      return known;
    }
    layers += network.depth();
    double slope = layers > MOST_LAYERS ? Double.NaN : MeanFieldForecast.slopePerLayer(network);
    forecasts.put(network, slope);
    return slope;
  }
}
