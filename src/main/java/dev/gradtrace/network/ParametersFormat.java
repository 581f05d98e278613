package dev.gradtrace.network;

import dev.gradtrace.encoding.Format;
import dev.gradtrace.encoding.RecordInput;
import dev.gradtrace.encoding.RecordOutput;
import dev.gradtrace.matrix.Matrix;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** Encodes parameters as bytes, uncompressed, because mantissas do not compress. */
public final class ParametersFormat {

  private static final Format FORMAT = new Format("record of parameters", "GTpa", 1);

  private static final int BYTES_OF_A_LAYER = 3 * Integer.BYTES;

  /** Bytes of a normalisation at least: its place and width. */
  private static final int BYTES_OF_A_NORMALIZATION = 20;

  private ParametersFormat() {}

  public static byte[] write(Parameters parameters) {
    RecordOutput out = FORMAT.begin(bytes(parameters));
    put(parameters, out);
    return out.finish();
  }

  /**
   * Decodes parameters.
   *
   * @throws dev.gradtrace.encoding.UnreadableRecord if the bytes are damaged or no parameters
   */
  public static Parameters read(byte[] bytes) {
    RecordInput in = FORMAT.open(bytes);
    Parameters parameters = get(in);
    in.end();
    return parameters;
  }

  /** Number of bytes of encoded parameters. */
  public static long bytes(Parameters parameters) {
    return Integer.BYTES
        + parameters.matrices().mapToLong(Matrix::size).sum() * Double.BYTES
        + (long) parameters.depth() * BYTES_OF_A_LAYER
        + parameters.layers().stream().mapToLong(layer -> layer.normalizations().size()).sum()
            * BYTES_OF_A_NORMALIZATION;
  }

  /**
   * Writes parameters to a record. A negative depth −L says that normalisations follow each layer;
   * without any, the format is that of the first release.
   */
  public static void put(Parameters parameters, RecordOutput out) {
    boolean normalized =
        parameters.layers().stream().anyMatch(layer -> !layer.normalizations().isEmpty());
    out.putInt(normalized ? -parameters.depth() : parameters.depth());
    for (Parameters.Layer layer : parameters.layers()) {
      out.putInt(layer.weights().rows()).putInt(layer.weights().columns());
      out.putDoubles(layer.weights().toArray()).putDoubles(layer.biases().toArray());
      if (normalized) {
        out.putInt(layer.normalizations().size());
        layer.normalizations().forEach((place, numbers) -> put(place, numbers, out));
      }
    }
  }

  private static void put(
      NormalizationPlace place, NormalizationParameters numbers, RecordOutput out) {
    out.putText(place.name()).putInt(numbers.units());
    numbers.matrices().forEach(matrix -> out.putDoubles(matrix.toArray()));
  }

  public static Parameters get(RecordInput in) {
    int written = in.getInt();
    List<Parameters.Layer> layers = new ArrayList<>();
    for (int l = 1; l <= Math.abs(written); l++) {
      int units = in.getInt();
      int inputs = in.getInt();
      if (units < 1 || inputs < 1) {
        throw in.damaged("layer %s has %s×%s weights".formatted(l, units, inputs));
      }
      Matrix weights = Matrix.ofColumns(units, in.getDoubles((long) units * inputs));
      Matrix biases = Matrix.ofColumns(units, in.getDoubles(units));
      layers.add(
          new Parameters.Layer(weights, biases, written < 0 ? normalizations(in) : Map.of()));
    }
    return Parameters.of(layers);
  }

  private static Map<NormalizationPlace, NormalizationParameters> normalizations(RecordInput in) {
    Map<NormalizationPlace, NormalizationParameters> normalizations =
        new EnumMap<>(NormalizationPlace.class);
    int count = in.getCount();
    for (int k = 0; k < count; k++) {
      NormalizationPlace place = place(in);
      int units = in.getInt();
      if (units < 1) {
        throw in.damaged("a normalisation has %s units".formatted(units));
      }
      normalizations.put(
          place,
          new NormalizationParameters(
              column(units, in), column(units, in), column(units, in), column(units, in)));
    }
    return normalizations;
  }

  private static NormalizationPlace place(RecordInput in) {
    String name = in.getText();
    for (NormalizationPlace place : NormalizationPlace.values()) {
      if (place.name().equals(name)) {
        return place;
      }
    }
    throw in.damaged("it knows no place like " + name);
  }

  private static Matrix column(int units, RecordInput in) {
    return Matrix.ofColumns(units, in.getDoubles(units));
  }
}
