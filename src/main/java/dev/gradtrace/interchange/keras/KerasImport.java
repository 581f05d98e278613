package dev.gradtrace.interchange.keras;

import dev.gradtrace.interchange.ImportedNetwork;
import dev.gradtrace.validation.InvalidSpec;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Reads the architecture of a Keras model, 2 or 3, of Dense layers in a row, with normalisations,
 * dropout and skips between them: what {@code model.to_json()} or {@code model.get_config()} give
 * of a Sequential model, or of a functional one, also inside what an .h5 file or TensorFlow.js puts
 * around it.
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
   * @param parser gives the same of a text that holds JSON
   * @throws InvalidSpec with everything that is malformed or not supported, by pointers into it
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
   * @param parser gives of JSON what {@link #read} takes
   * @param mostNumbers weights and biases that may come of it
   * @throws InvalidSpec with everything that is damaged or not supported
   */
  public static ImportedNetwork readArchive(
      byte[] file, Function<byte[], @Nullable Object> parser, long mostNumbers) {
    return new KerasModelFile(parser, mostNumbers).readArchive(file);
  }

  /** The same of {@code .h5} files of Keras 2 and 3. */
  public static ImportedNetwork readHdf5(
      byte[] file, Function<byte[], @Nullable Object> parser, long mostNumbers) {
    return new KerasModelFile(parser, mostNumbers).readHdf5(file);
  }

  /**
   * The network of a model.
   *
   * @param chain its layers
   * @param variables null where there is a configuration alone
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
