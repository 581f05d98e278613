package dev.gradtrace.interchange.keras;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.gradtrace.interchange.ImportedNetwork;
import dev.gradtrace.interchange.hdf5.Hdf5File;
import dev.gradtrace.interchange.hdf5.StoredObject;
import dev.gradtrace.validation.Faults;
import dev.gradtrace.validation.InvalidSpec;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Reads a model with its weights from a Keras 3 archive or an HDF5 file of Keras 2 or 3. */
final class KerasModelFile {

  private static final String MODEL_CONFIG = "model_config";
  private static final String MODEL_WEIGHTS = "model_weights";
  private static final String VERSION = "keras_version";
  private static final String TRAINING = "training_config";
  private static final String SAVE = "send what model.save('model.keras') writes";

  private final Function<byte[], @Nullable Object> parser;
  private final KerasDropped dropped = new KerasDropped();
  private final KerasVariables variables;

  /**
   * @param parser parses JSON to maps, lists, texts and numbers
   * @param mostNumbers most weights and biases that the network may have
   */
  KerasModelFile(Function<byte[], @Nullable Object> parser, long mostNumbers) {
    this.parser = parser;
    this.variables = new KerasVariables(mostNumbers);
  }

  ImportedNetwork readArchive(byte[] file) {
    KerasArchive archive = KerasArchive.read(file);
    byte[] configuration = archive.get(KerasArchive.CONFIGURATION);
    byte[] weights = archive.get(KerasArchive.WEIGHTS);
    if (configuration == null || weights == null) {
      throw InvalidSpec.malformed(
          "",
          "is an archive without %s: " + SAVE,
          configuration == null ? KerasArchive.CONFIGURATION : KerasArchive.WEIGHTS);
    }
    KerasValue model = model("/" + KerasArchive.CONFIGURATION, configuration);
    StoredObject root = Hdf5File.root(weights, "/" + KerasArchive.WEIGHTS);
    List<KerasChain.Step> chain = KerasChain.of(model, dropped);
    new ArchiveVariables(root, variables).find(model);
    return KerasImport.network(model, chain, dropped, variables);
  }

  ImportedNetwork readHdf5(byte[] file) {
    StoredObject root = Hdf5File.root(file, "");
    byte[] configuration = root.text(MODEL_CONFIG);
    if (configuration == null) {
      throw InvalidSpec.meaningless("", "%s: " + SAVE, told(root));
    }
    byte[] version = root.text(VERSION);
    if (version != null && new String(version, UTF_8).startsWith("1.")) {
      throw KerasChain.ofKeras1(new KerasValue("/" + VERSION, null));
    }
    byte[] compiled = root.text(TRAINING);
    dropped.compiled(new KerasValue("/" + TRAINING, compiled == null ? null : ""));
    StoredObject weights = root.get(MODEL_WEIGHTS);
    if (weights == null) {
      throw InvalidSpec.malformed("", "is HDF5 without %s: " + SAVE, MODEL_WEIGHTS);
    }
    KerasValue model = model("/" + MODEL_CONFIG, configuration);
    List<KerasChain.Step> chain = KerasChain.of(model, dropped);
    new LegacyVariables(weights, variables).find(model);
    return KerasImport.network(model, chain, dropped, variables);
  }

  private static String told(StoredObject root) {
    Set<String> names = root.names();
    boolean areWeights =
        List.of("layers", "_layer_checkpoint_dependencies", "vars").stream()
                .anyMatch(names::contains)
            || !root.texts("layer_names").isEmpty();
    return areWeights
        ? "is of weights alone, as model.save_weights() writes them, without the model"
        : "is HDF5, but no model of Keras";
  }

  private KerasValue model(String pointer, byte[] configuration) {
    Faults faults = new Faults();
    Object json = faults.part(pointer, () -> parser.apply(configuration));
    faults.throwIfAny();
    return new KerasWrapping(
            text -> parser.apply(Objects.requireNonNull(text).getBytes(UTF_8)), dropped)
        .unwrap(new KerasValue(pointer, json));
  }
}
