package dev.gradtrace.web.gradients;

import dev.gradtrace.network.NetworkSpec;
import dev.gradtrace.theory.MeanFieldForecast;
import dev.gradtrace.theory.MeanFieldInputs;

/** The network and inputs whose gradients to forecast. */
record ForecastSpec(NetworkSpec network, MeanFieldInputs inputs) {

  long multiplications() {
    return MeanFieldForecast.multiplications(network);
  }

  ForecastView view() {
    return ForecastView.of(network, MeanFieldForecast.of(network, inputs));
  }
}
