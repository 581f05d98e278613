package dev.gradtrace.web.gradients;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.gradtrace.contract.NetworkRequest;
import dev.gradtrace.contract.parameters.ParametersView;
import dev.gradtrace.gradient.GradientProbe;
import dev.gradtrace.gradient.InputOutputJacobian;
import dev.gradtrace.validation.Deadline;
import dev.gradtrace.web.media.CsvWriter;
import dev.gradtrace.web.media.Tabular;
import io.swagger.v3.oas.annotations.media.Schema;
import java.io.IOException;
import java.util.List;
import java.util.Objects;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

@Schema(name = "Gradients", description = "What the gradient of a batch does in every layer.")
@JsonInclude(JsonInclude.Include.NON_NULL)
record GradientView(
    @Schema(description = "Mean cost over the batch.") double loss,
    @Schema(description = "The cost of each sample.") double[] lossPerSample,
    @Schema(description = "Number of samples m.") int batchSize,
    NetworkRequest network,
    FlowView flow,
    @Schema(description = "Layers 1…L.") List<LayerMetricsView> layers,
    @Schema(description = "∂C/∂W, ∂C/∂b, ∂C/∂γ and ∂C/∂β of layers 1…L, means over the batch.")
        @Nullable List<ParametersView> gradients,
    @Schema(description = "∂C/∂z, deltas[layer][sample][unit], without 1/m.")
        @Nullable List<double[][]> deltas,
    @Schema(description = "a of layers 1…L: activations[layer][sample][unit].")
        @Nullable List<double[][]> activations,
    @Schema(description = "z of layers 1…L: preactivations[layer][sample][unit].")
        @Nullable List<double[][]> preactivations,
    @Schema(description = "a of the output layer: outputs[sample][output].")
        double @Nullable [][] outputs,
    @Nullable GradientCheckView gradientCheck,
    @Schema(
            description =
                "Of layers 1…L: singular values of the batch-mean Jacobian diag(σ′)·W, largest"
                    + " first.")
        @Nullable List<double[]> singularValues,
    @Schema(
            description =
                "Singular values of ∂a/∂x from input to output, means over the samples, largest"
                    + " first; all near 1 is dynamical isometry.")
        double @Nullable [] inputOutputSingularValues,
    @Schema(description = "Means over the samples of their log₁₀, exact at any depth.")
        double @Nullable [] inputOutputSingularValuesLog10,
    @Schema(description = "What mean-field theory says of the network, given the batch's inputs.")
        @Nullable ForecastView forecast,
    @Schema(
            description =
                "With distributions: which layers would be 0 in float32, every |δ|/m at most 2⁻¹⁵⁰; absent for"
                    + " none.")
        @Nullable String answer,
    @Nullable CurvatureView curvature)
    implements Tabular {

  static GradientView of(GradientSpec question, GradientProbe probe) {
    InputOutputJacobian jacobian =
        question.asksFor(GradientPart.SINGULAR_VALUES) ? probe.inputOutputJacobian() : null;
    LayerDistributions counted =
        question.asksFor(GradientPart.DISTRIBUTIONS) ? LayerDistributions.of(probe) : null;
    return new GradientView(
        probe.loss(),
        probe.lossPerSample(),
        probe.samples(),
        NetworkRequest.of(question.network()),
        FlowView.of(probe.statistics()),
        LayerMetricsView.of(question.network(), probe.statistics(), counted),
        layers(
            question,
            GradientPart.GRADIENTS,
            l -> ParametersView.ofGradient(question.network(), l, probe.gradient(l))),
        layers(question, GradientPart.DELTAS, probe::deltas),
        layers(question, GradientPart.ACTIVATIONS, probe::activations),
        layers(question, GradientPart.PREACTIVATIONS, probe::preactivations),
        question.asksFor(GradientPart.OUTPUTS) ? probe.outputs() : null,
        question.asksFor(GradientPart.GRADIENT_CHECK)
            ? GradientCheckView.of(question, probe)
            : null,
        layers(question, GradientPart.SINGULAR_VALUES, probe::singularValues),
        jacobian == null ? null : jacobian.means(),
        jacobian == null ? null : jacobian.meanLog10s(),
        question.asksFor(GradientPart.FORECAST)
            ? ForecastView.of(question.network(), question.subject().forecast())
            : null,
        counted == null ? null : counted.answer(),
        question.asksFor(GradientPart.CURVATURE)
            ? CurvatureView.of(question.subject().curvature(question.cost()))
            : null);
  }

  /** How many numbers the distributions hold. */
  long numbersOfDistributions() {
    return layers.stream()
        .map(LayerMetricsView::distributions)
        .filter(Objects::nonNull)
        .flatMap(List::stream)
        .mapToLong(DistributionView::numbers)
        .sum();
  }

  private static <T> @Nullable List<T> layers(
      GradientSpec question, GradientPart part, IntFunction<T> ofLayer) {
    return question.asksFor(part)
        ? IntStream.rangeClosed(1, question.network().depth())
            .peek(l -> Deadline.check())
            .mapToObj(ofLayer)
            .toList()
        : null;
  }

  @Override
  public void writeTo(CsvWriter table) throws IOException {
    LayerMetricsView.COLUMNS.writeTo(table, layers);
  }
}
