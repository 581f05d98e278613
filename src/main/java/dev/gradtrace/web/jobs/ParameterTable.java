package dev.gradtrace.web.jobs;

import dev.gradtrace.contract.parameters.NormalizationParametersView;
import dev.gradtrace.contract.parameters.ParametersView;
import dev.gradtrace.web.media.Table;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The parameters of a network with a row for each number, with the names they have in JSON. */
final class ParameterTable {

  private static final List<String> COLUMNS =
      List.of("layer", "parameter", "unit", "input", "value");

  private ParameterTable() {}

  /**
   * Layers count from 1, units and inputs from 0.
   *
   * @param layers layers 1…L
   */
  static Table of(List<ParametersView> layers) {
    return new Table(
        COLUMNS,
        IntStream.range(0, layers.size()).boxed().flatMap(i -> rows(i + 1, layers.get(i))));
  }

  private static Stream<@Nullable Object[]> rows(int layer, ParametersView numbers) {
    return Stream.of(
            weights(layer, numbers.weights()),
            ofUnits(layer, "biases", numbers.biases()),
            norm(layer, "normalization", numbers.normalization()),
            norm(layer, "blockNormalization", numbers.blockNormalization()),
            norm(layer, "inputNormalization", numbers.inputNormalization()))
        .flatMap(rows -> rows);
  }

  private static Stream<@Nullable Object[]> weights(int layer, double[][] weights) {
    return IntStream.range(0, weights.length)
        .boxed()
        .flatMap(
            unit ->
                IntStream.range(0, weights[unit].length)
                    .mapToObj(
                        input ->
                            new Object[] {layer, "weights", unit, input, weights[unit][input]}));
  }

  private static Stream<@Nullable Object[]> norm(
      int layer, String name, @Nullable NormalizationParametersView numbers) {
    return numbers == null
        ? Stream.of()
        : Stream.of(
                ofUnits(layer, name + ".gamma", numbers.gamma()),
                ofUnits(layer, name + ".beta", numbers.beta()),
                ofUnits(layer, name + ".movingMean", numbers.movingMean()),
                ofUnits(layer, name + ".movingVariance", numbers.movingVariance()))
            .flatMap(rows -> rows);
  }

  private static Stream<@Nullable Object[]> ofUnits(
      int layer, String name, double @Nullable [] numbers) {
    double[] given = numbers == null ? new double[0] : numbers;
    return IntStream.range(0, given.length)
        .mapToObj(unit -> new @Nullable Object[] {layer, name, unit, null, given[unit]});
  }
}
