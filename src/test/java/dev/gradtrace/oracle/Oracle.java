package dev.gradtrace.oracle;

import dev.gradtrace.gradient.Cost;
import dev.gradtrace.matrix.Matrix;
import dev.gradtrace.network.Activation;
import dev.gradtrace.network.Elementwise;
import dev.gradtrace.network.Elu;
import dev.gradtrace.network.Initializer;
import dev.gradtrace.network.LayerSpec;
import dev.gradtrace.network.LeakyRelu;
import dev.gradtrace.network.NetworkSpec;
import dev.gradtrace.network.Parameters;
import dev.gradtrace.network.Softmax;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Numbers of an independent implementation, committed under {@code src/test/resources/oracle} with
 * the program that made them.
 */
public final class Oracle {

  private static final JsonMapper JSON = new JsonMapper();

  private Oracle() {}

  /** One file of the oracle. */
  public static JsonNode read(String file) {
    try (InputStream stream = Oracle.class.getResourceAsStream("/oracle/" + file)) {
      return JSON.readTree(stream);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The architecture of a request's {@code network}. */
  public static NetworkSpec network(JsonNode network) {
    List<LayerSpec> layers = new ArrayList<>();
    for (JsonNode layer : network.get("layers")) {
      LayerSpec spec =
          new LayerSpec(
              layer.get("units").asInt(),
              activation(layer),
              Initializer.VarianceScaling.GLOROT_UNIFORM,
              Initializer.Constant.ZEROS,
              layer.path("useBias").asBoolean(true));
      for (int i = 0; i < layer.path("repeat").asInt(1); i++) {
        layers.add(spec);
      }
    }
    return new NetworkSpec(network.get("inputs").asInt(), layers);
  }

  /** A request's {@code cost}. */
  public static Cost cost(JsonNode name) {
    return Cost.valueOf(name.asString().toUpperCase(Locale.ROOT));
  }

  /** A request's {@code parameters}. */
  public static Parameters parameters(JsonNode layers) {
    List<Parameters.Layer> parameters = new ArrayList<>();
    for (JsonNode layer : layers) {
      double[][] weights = rows(layer.get("weights"));
      JsonNode biases = layer.path("biases");
      Matrix vector = Matrix.zeros(weights.length, 1);
      for (int i = 0; i < biases.size(); i++) {
        vector.set(i, 0, biases.get(i).asDouble());
      }
      parameters.add(new Parameters.Layer(Matrix.ofRows(weights), vector));
    }
    return Parameters.of(parameters);
  }

  /** A nested array of numbers. */
  public static double[][] rows(JsonNode node) {
    double[][] rows = new double[node.size()][];
    for (int i = 0; i < rows.length; i++) {
      rows[i] = values(node.get(i));
    }
    return rows;
  }

  /** An array of numbers; null becomes NaN. */
  public static double[] values(JsonNode node) {
    double[] values = new double[node.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = value(node.get(i));
    }
    return values;
  }

  /** A number; null becomes NaN. */
  public static double value(JsonNode node) {
    return node.isNull() ? Double.NaN : node.asDouble();
  }

  private static Activation activation(JsonNode layer) {
    return switch (layer.get("activation").asString()) {
      case "softmax" -> new Softmax();
      case "leaky_relu" ->
          new LeakyRelu(layer.path("negativeSlope").asDouble(LeakyRelu.DEFAULT_NEGATIVE_SLOPE));
      case "elu" -> new Elu(layer.path("alpha").asDouble(Elu.DEFAULT_ALPHA));
      default -> Elementwise.valueOf(layer.get("activation").asString().toUpperCase(Locale.ROOT));
    };
  }
}
