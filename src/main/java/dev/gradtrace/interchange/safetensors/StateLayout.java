package dev.gradtrace.interchange.safetensors;

import dev.gradtrace.matrix.Matrix;
import dev.gradtrace.network.NetworkSpec;
import dev.gradtrace.network.NormalizationParameters;
import dev.gradtrace.network.NormalizationPlace;
import dev.gradtrace.network.Parameters;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * The positions of a network's parameters in safetensors files with one header. A file with the
 * same header needs no parsing.
 */
public final class StateLayout {

  /** Bytes of memory for the parsed header, per byte of the header. */
  private static final int BYTES_PER_BYTE = 5;

  private final NetworkSpec network;
  private final byte[] head;
  private final int length;
  private final Matched matched;

  /**
   * @param head length and header of a file, the bytes before the data section
   * @param length bytes of the whole file
   */
  StateLayout(NetworkSpec network, byte[] head, int length, Matched matched) {
    this.network = network;
    this.head = head;
    this.length = length;
    this.matched = matched;
  }

  /**
   * Modules assigned to the parts of a network.
   *
   * @param dense layers 1…L
   * @param places of the norms, in the same order
   */
  record Matched(List<StateModule> dense, List<NeededParts.Norm> places, List<StateModule> norms) {}

  /** Whether a file has this header and length. */
  public boolean isOf(byte[] file) {
    return file.length == length && Arrays.equals(file, 0, head.length, head, 0, head.length);
  }

  /** Approximate size in memory. */
  public long bytes() {
    return (1L + BYTES_PER_BYTE) * head.length;
  }

  /**
   * Reads the parameters.
   *
   * @param file with {@linkplain #isOf this header}
   */
  public Parameters read(byte[] file) {
    ByteBuffer data = ByteBuffer.wrap(file).position(head.length).slice();
    List<Map<NormalizationPlace, NormalizationParameters>> numbers = new ArrayList<>();
    for (int l = 1; l <= network.depth(); l++) {
      numbers.add(start(l));
    }
    for (int i = 0; i < matched.places.size(); i++) {
      NeededParts.Norm place = matched.places.get(i);
      Map<String, StoredTensor> tensors = matched.norms.get(i).tensors();
      int units = network.width(place.place(), place.layer());
      numbers
          .get(place.layer() - 1)
          .put(
              place.place(),
              new NormalizationParameters(
                  vector(data, tensors, Part.WEIGHT, units, 1),
                  vector(data, tensors, Part.BIAS, units, 0),
                  vector(data, tensors, Part.MEAN, units, 0),
                  vector(data, tensors, Part.VARIANCE, units, 1)));
    }
    List<Parameters.Layer> layers = new ArrayList<>();
    for (int l = 1; l <= network.depth(); l++) {
      Map<String, StoredTensor> tensors = matched.dense.get(l - 1).tensors();
      layers.add(
          new Parameters.Layer(
              Objects.requireNonNull(tensors.get(Part.WEIGHT)).matrix(data),
              vector(data, tensors, Part.BIAS, network.width(l), 0),
              numbers.get(l - 1)));
    }
    return Parameters.of(layers);
  }

  private Map<NormalizationPlace, NormalizationParameters> start(int l) {
    Map<NormalizationPlace, NormalizationParameters> start =
        new EnumMap<>(NormalizationPlace.class);
    for (NormalizationPlace place : NormalizationPlace.values()) {
      if (network.normalization(place, l) != null) {
        start.put(place, NormalizationParameters.initial(network.width(place, l)));
      }
    }
    return start;
  }

  private static Matrix vector(
      ByteBuffer data,
      Map<String, StoredTensor> tensors,
      String role,
      int units,
      double otherwise) {
    StoredTensor tensor = tensors.get(role);
    if (tensor != null) {
      return tensor.matrix(data);
    }
    Matrix start = Matrix.zeros(units, 1);
    start.fill(otherwise);
    return start;
  }
}
