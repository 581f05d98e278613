package dev.gradtrace.network;

import dev.gradtrace.encoding.Format;
import dev.gradtrace.encoding.RecordInput;
import dev.gradtrace.encoding.RecordOutput;
import dev.gradtrace.matrix.Matrix;
import java.util.ArrayList;
import java.util.List;

/** Parameters as bytes, uncompressed: mantissas are noise. */
public final class ParametersFormat {

  private static final Format FORMAT = new Format("record of parameters", "GTpa", 1);

  private static final int BYTES_OF_A_LAYER = 2 * Integer.BYTES;

  private ParametersFormat() {}

  public static byte[] write(Parameters parameters) {
    RecordOutput out = FORMAT.begin(bytes(parameters));
    put(parameters, out);
    return out.finish();
  }

  /**
   * Reads what was written.
   *
   * @throws dev.gradtrace.encoding.UnreadableRecord if the bytes are damaged or something else
   */
  public static Parameters read(byte[] bytes) {
    RecordInput in = FORMAT.open(bytes);
    Parameters parameters = get(in);
    in.end();
    return parameters;
  }

  /** The bytes that parameters take within a record. */
  public static long bytes(Parameters parameters) {
    return Integer.BYTES
        + parameters.matrices().mapToLong(Matrix::size).sum() * Double.BYTES
        + (long) parameters.depth() * BYTES_OF_A_LAYER;
  }

  /** Puts parameters into a record. */
  public static void put(Parameters parameters, RecordOutput out) {
    out.putInt(parameters.depth());
    for (Parameters.Layer layer : parameters.layers()) {
      out.putInt(layer.weights().rows()).putInt(layer.weights().columns());
      out.putDoubles(layer.weights().toArray()).putDoubles(layer.biases().toArray());
    }
  }

  public static Parameters get(RecordInput in) {
    int depth = in.getCount();
    List<Parameters.Layer> layers = new ArrayList<>();
    for (int l = 1; l <= depth; l++) {
      int units = in.getInt();
      int inputs = in.getInt();
      if (units < 1 || inputs < 1) {
        throw in.damaged("layer %s has %s×%s weights".formatted(l, units, inputs));
      }
      layers.add(
          new Parameters.Layer(
              Matrix.ofColumns(units, in.getDoubles((long) units * inputs)),
              Matrix.ofColumns(units, in.getDoubles(units))));
    }
    return Parameters.of(layers);
  }
}
