package dev.gradtrace.web.gradients;

import static java.util.Objects.requireNonNullElse;

import dev.gradtrace.contract.Context;
import dev.gradtrace.contract.NetworkRequest;
import dev.gradtrace.gradient.Mode;
import dev.gradtrace.network.NetworkSpec;
import dev.gradtrace.theory.MeanFieldInputs;
import dev.gradtrace.theory.MeanFieldInputs.BatchStatistics;
import dev.gradtrace.validation.Faults;
import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

@Schema(name = "ForecastRequest", description = "A network whose gradients to forecast.")
record ForecastRequest(
    NetworkRequest network,
    @Schema(description = "Mean of the inputs over features and samples.", defaultValue = "0")
        @Nullable Double inputMean,
    @Schema(
            description = "Mean of their squares; 1 for standardised inputs.",
            defaultValue = "1",
            minimum = "0")
        @Nullable Double inputMeanSquare,
    @Schema(
            description = "Cosine of two different samples of the inputs.",
            defaultValue = "0",
            minimum = "-1",
            maximum = "1")
        @Nullable Double inputCorrelation,
    @Schema(
            description =
                "Samples that a batch normalisation has; absent: so many that their number does not"
                    + " matter.",
            minimum = "1")
        @Nullable Integer batchSize) {

  private static final double STANDARDISED = 1;

  ForecastSpec toSpec(Context context) {
    Faults faults = new Faults();
    NetworkSpec spec = faults.part("network", network, given -> given.toSpec(context.limits()));
    double mean = requireNonNullElse(inputMean, 0.0);
    double square = requireNonNullElse(inputMeanSquare, Math.max(STANDARDISED, mean * mean));
    faults.unless(
        square >= mean * mean,
        "inputMeanSquare",
        "must be at least the square of inputMean, %s, was %s",
        mean * mean,
        square);
    double correlation = requireNonNullElse(inputCorrelation, 0.0);
    faults.unless(
        Math.abs(correlation) <= 1,
        "inputCorrelation",
        "must be between -1 and 1, was %s",
        correlation);
    int samples = requireNonNullElse(batchSize, BatchStatistics.MANY);
    faults.unless(samples >= 1, "batchSize", "must be at least 1, was %s", samples);
    faults.throwIfAny();
    BatchStatistics statistics = new BatchStatistics(Mode.TRAINING, samples);
    return new ForecastSpec(
        faults.need(spec), new MeanFieldInputs(mean, square, correlation, statistics));
  }
}
