package dev.gradtrace.experiment;

import dev.gradtrace.network.NetworkSpec;
import dev.gradtrace.theory.MeanFieldForecast;
import java.util.HashMap;
import java.util.Map;

/** Forecasts of the networks of one comparison, each made once. */
final class SlopeForecasts {

  /** Of all networks together; a layer takes some ten microseconds. */
  private static final int MOST_LAYERS = 20_000;

  private final Map<NetworkSpec, Double> forecasts = new HashMap<>();
  private int layers;

  /** Decades per layer; NaN where theory has no number, and once there were too many layers. */
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
