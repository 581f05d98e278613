package dev.gradtrace.interchange.keras;

import dev.gradtrace.interchange.ImportedNetwork;
import dev.gradtrace.validation.InvalidSpec;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Reads the architecture of a Keras model, 2 or 3, of a chain of Dense layers with normalisations,
 * dropout and skips: what {@code model.to_json()} or {@code model.get_config()} return of a
 * Sequential model, or of a functional one, also wrapped as in an .h5 file or by TensorFlow.js.
 *
 * @see <a href="https://keras.io/guides/serialization_and_saving/">Serialization in Keras</a>
 */
public final class KerasImport {

  private KerasImport() {}

  /**
   * Reads a configuration.
   *
   * @param json maps, lists, strings, booleans and nulls; whole numbers are {@code Long}, others
   *     {@code Double}
   * @param parser parses JSON text to the same kinds of values
   * @throws InvalidSpec naming everything that is malformed or not supported, by pointers into
   *     {@code json}
   */
  public static ImportedNetwork read(
      @Nullable Object json, Function<String, @Nullable Object> parser) {
    KerasDropped dropped = new KerasDropped();
    KerasValue model = new KerasWrapping(parser, dropped).unwrap(new KerasValue("", json));
    return network(model, KerasChain.of(model, dropped), dropped, null);
  }

  /**
   * Reads an archive of a model with its weights, as {@code model.save("model.keras")} writes it.
   *
   * @param parser parses JSON to what {@link #read} takes
   * @param mostNumbers most weights and biases that the network may have
   * @throws InvalidSpec naming everything that is damaged or not supported
   */
  public static ImportedNetwork readArchive(
      byte[] file, Function<byte[], @Nullable Object> parser, long mostNumbers) {
    return new KerasModelFile(parser, mostNumbers).readArchive(file);
  }

  /** Reads an {@code .h5} file of Keras 2 or 3, with the parameters of {@link #readArchive}. */
  public static ImportedNetwork readHdf5(
      byte[] file, Function<byte[], @Nullable Object> parser, long mostNumbers) {
    return new KerasModelFile(parser, mostNumbers).readHdf5(file);
  }

  /**
   * Converts a model to a network.
   *
   * @param chain its layers
   * @param variables null if there is only a configuration
   */
  static ImportedNetwork network(
      KerasValue model,
      List<KerasChain.Step> chain,
      KerasDropped dropped,
      @Nullable KerasVariables variables) {
    KerasLayers layers =
        new KerasLayers(
            KerasShape.ofInput(model, chain.stream().map(KerasChain.Step::layer).toList()),
            dropped,
            variables);
    chain.forEach(layers::add);
    return layers.network(KerasChain.list(model));
  }
}
