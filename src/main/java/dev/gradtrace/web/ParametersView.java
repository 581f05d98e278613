package dev.gradtrace.web;

import io.swagger.v3.oas.annotations.media.Schema;

@Schema(
    name = "WeightsAndBiases",
    description = "Numbers in the shape of one layer's weights and biases.")
record ParametersView(
    @Schema(description = "weights[unit][input], out × in.") double[][] weights,
    @Schema(description = "One for each unit; empty where the layer has no biases.")
        double[] biases) {}
