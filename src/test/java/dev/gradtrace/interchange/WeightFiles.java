package dev.gradtrace.interchange;

import dev.gradtrace.contract.LayerRequest;
import dev.gradtrace.contract.json.BodyReader;
import dev.gradtrace.contract.json.PlainValues;
import dev.gradtrace.interchange.keras.KerasImport;
import dev.gradtrace.interchange.safetensors.SafetensorsImport;
import dev.gradtrace.network.Elementwise;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Files with weights written by Keras and PyTorch, with the outputs of these tools. */
public final class WeightFiles {

  public static final long MANY = 1_000_000;
  private static final String FOLDER = "/interchange/weights/";

  private WeightFiles() {}

  /** The files of a tool by name. */
  public static Map<String, byte[]> of(String tool) {
    Map<String, byte[]> files = new LinkedHashMap<>();
    try (ZipInputStream zip = new ZipInputStream(open(tool + ".zip"))) {
      for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
        files.put(entry.getName(), zip.readAllBytes());
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return files;
  }

  /** The outputs of a tool for its files, and the messages of refused files. */
  public static JsonNode answers(String tool) {
    return new JsonMapper().readTree(open(tool + ".json"));
  }

  private static InputStream open(String name) {
    return Objects.requireNonNull(WeightFiles.class.getResourceAsStream(FOLDER + name), name);
  }

  public static double[][] table(JsonNode rows) {
    double[][] table = new double[rows.size()][];
    for (int i = 0; i < table.length; i++) {
      table[i] = rows.get(i).valueStream().mapToDouble(JsonNode::asDouble).toArray();
    }
    return table;
  }

  /** Reads a Keras file: an archive or HDF5, by its name. */
  public static ImportedNetwork keras(String name, byte[] file) {
    return name.endsWith(".h5")
        ? KerasImport.readHdf5(file, WeightFiles::json, MANY)
        : KerasImport.readArchive(file, WeightFiles::json, MANY);
  }

  /** Reads a safetensors file with the parameters of a query. */
  public static ImportedNetwork torch(byte[] file, JsonNode query) {
    String hidden = query.path("activation").asString("");
    String output = query.path("outputActivation").asString("");
    String modules = query.path("modules").asString("");
    return SafetensorsImport.read(
        file,
        new SafetensorsImport.Asked(
            hidden.isEmpty() ? null : LayerRequest.activation("activation", hidden),
            output.isEmpty() ? Elementwise.LINEAR : LayerRequest.activation("", output),
            modules.isEmpty() ? null : List.of(modules.split(","))),
        WeightFiles::json,
        MANY);
  }

  private static @Nullable Object json(byte[] text) {
    return BodyReader.readTree(text).to(PlainValues::of);
  }
}
