package dev.gradtrace.oracle;

import dev.gradtrace.gradient.Cost;
import dev.gradtrace.matrix.Matrix;
import dev.gradtrace.network.NetworkSpec;
import dev.gradtrace.network.NormalizationParameters;
import dev.gradtrace.network.NormalizationPlace;
import dev.gradtrace.network.Parameters;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
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
    return OracleNetwork.read(network);
  }

  /** A request's {@code cost}. */
  public static Cost cost(JsonNode name) {
    return Cost.valueOf(name.asString().toUpperCase(Locale.ROOT));
  }

  /** A request's {@code parameters}; what is missing has its start value. */
  public static Parameters parameters(JsonNode layers, NetworkSpec spec) {
    Parameters parameters = Parameters.initial(spec, 0);
    for (int l = 1; l <= spec.depth(); l++) {
      JsonNode layer = layers.get(l - 1);
      parameters.weights(l).set(Matrix.ofRows(rows(layer.get("weights"))));
      set(parameters.biases(l), layer.path("biases"));
      for (NormalizationPlace place : NormalizationPlace.values()) {
        if (spec.normalization(place, l) != null) {
          JsonNode given = layer.path(name(place));
          NormalizationParameters own = parameters.normalization(place, l);
          set(own.gamma(), given.path("gamma"));
          set(own.beta(), given.path("beta"));
          set(own.movingMean(), given.path("movingMean"));
          set(own.movingVariance(), given.path("movingVariance"));
        }
      }
    }
    return parameters;
  }

  /** The member of a layer's parameters that belongs to a place. */
  public static String name(NormalizationPlace place) {
    return switch (place) {
      case INPUT -> "inputNormalization";
      case BLOCK -> "blockNormalization";
      case LAYER -> "normalization";
    };
  }

  private static void set(Matrix vector, JsonNode given) {
    for (int i = 0; i < given.size(); i++) {
      vector.set(i, 0, given.get(i).asDouble());
    }
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
}
