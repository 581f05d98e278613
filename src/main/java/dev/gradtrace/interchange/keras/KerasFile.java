package dev.gradtrace.interchange.keras;

import dev.gradtrace.interchange.JsonText;
import dev.gradtrace.interchange.Layout;
import dev.gradtrace.interchange.Provenance;
import dev.gradtrace.interchange.ScaledNetwork;
import dev.gradtrace.interchange.ZipEntries;
import dev.gradtrace.network.Network;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.CRC32;
import java.util.zip.CheckedInputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * A network as a model of Keras 3 that computes in 64 bits: a ZIP archive of its configuration and
 * its weights.
 *
 * @see <a href="https://keras.io/api/models/model_saving_apis/model_saving_and_loading/">Model
 *     saving and loading</a>
 */
public final class KerasFile {

  /** Version in the metadata, the first whose archives have this form. */
  private static final String KERAS_VERSION = "3.0.0";

  private static final String WEIGHTS = "model.weights.h5";

  private final Provenance provenance;
  private final KerasWeights weights = new KerasWeights();
  private final Map<String, Object> model;

  private KerasFile(ScaledNetwork folded, Provenance provenance) {
    this.provenance = provenance;
    Network network = folded.network();
    KerasConfiguration configuration = new KerasConfiguration(network.spec());
    KerasLayout layout = new KerasLayout(network, configuration, weights);
    this.model = configuration.model(Layout.of(folded, configuration.input(), layout));
  }

  /**
   * A model from raw inputs to outputs in the units of the targets; the scalings are part of its
   * first and last layer, or layers of their own.
   */
  public static KerasFile of(ScaledNetwork scaled, Provenance provenance) {
    return new KerasFile(scaled.withFoldedInputs().withFoldedTargets(), provenance);
  }

  /**
   * Writes the archive; the weights go through a temporary file, since HDF5 is not written
   * sequentially.
   */
  public void writeTo(OutputStream target) throws IOException {
    Path file = Files.createTempFile("gradtrace", ".h5");
    try {
      weights.write(file);
      ZipOutputStream zip = new ZipOutputStream(target);
      write(metadata(), "metadata.json", zip);
      write(JsonText.of(model), "config.json", zip);
      zip.putNextEntry(stored(file));
      Files.copy(file, zip);
      zip.closeEntry();
      zip.finish();
    } finally {
      Files.delete(file);
    }
  }

  private String metadata() {
    Map<String, String> metadata = new LinkedHashMap<>();
    metadata.put("keras_version", KERAS_VERSION);
    metadata.putAll(provenance.entries());
    return JsonText.of(metadata);
  }

  private static void write(String text, String name, ZipOutputStream zip) throws IOException {
    zip.putNextEntry(ZipEntries.of(name));
    zip.write(text.getBytes(StandardCharsets.US_ASCII));
    zip.closeEntry();
  }

  /** An uncompressed entry, since HDF5 needs random access. */
  private static ZipEntry stored(Path weights) throws IOException {
    ZipEntry entry = ZipEntries.of(WEIGHTS);
    entry.setMethod(ZipEntry.STORED);
    entry.setSize(Files.size(weights));
    try (InputStream in = Files.newInputStream(weights);
        CheckedInputStream checked = new CheckedInputStream(in, new CRC32())) {
      checked.transferTo(OutputStream.nullOutputStream());
      entry.setCrc(checked.getChecksum().getValue());
    }
    return entry;
  }
}
