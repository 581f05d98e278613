package dev.gradtrace.dataset.store;

import dev.gradtrace.dataset.Dataset;
import dev.gradtrace.dataset.DatasetSummary;
import dev.gradtrace.dataset.file.IdxFiles;
import dev.gradtrace.dataset.file.Room;
import dev.gradtrace.dataset.file.csv.CsvFile;
import dev.gradtrace.dataset.file.csv.CsvTargets;
import dev.gradtrace.dataset.file.csv.ReadingOptions;
import dev.gradtrace.dataset.generator.Generator;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The datasets that come with the service. Read on first use, then kept in memory. */
public enum BuiltIn {
  /** The four corners of the unit square; the target is 1 if exactly one coordinate is 1. */
  XOR("Minsky and Papert 1969") {
    @Override
    Dataset read() {
      return Generator.of("xor", Map.of()).generate();
    }
  },
  /** 150 flowers of three species, four lengths in centimetres. */
  IRIS("Fisher 1936; UCI, CC BY 4.0") {
    @Override
    Dataset read() throws IOException {
      return csv("iris.csv", "species");
    }
  },
  /** 1797 images of digits of 8×8 pixels, from 0 to 16. */
  DIGITS("Alpaydin and Kaynak 1998, optdigits; UCI, CC BY 4.0") {
    @Override
    Dataset read() throws IOException {
      return csv("digits.csv.gz", "-1");
    }
  },
  /** The first 2000 training images of MNIST, 28×28 pixels divided by 255. */
  MNIST_2K("LeCun, Cortes and Burges 1998, MNIST") {
    @Override
    Dataset read() throws IOException {
      try (InputStream images = open("mnist_2k-images-idx3-ubyte.gz");
          InputStream labels = open("mnist_2k-labels-idx1-ubyte.gz")) {
        return IdxFiles.read(id(), images, labels, null, Room.of(Integer.MAX_VALUE)).dataset();
      }
    }
  };

  /** The date of their publication with the service. */
  private static final Instant CREATED_AT = Instant.parse("2026-11-23T00:00:00Z");

  private final String source;
  private @Nullable Dataset dataset;
  private @Nullable StoredDataset description;

  BuiltIn(String source) {
    this.source = source;
  }

  abstract Dataset read() throws IOException;

  /** The built-in dataset with an id; empty if there is none. */
  public static Optional<BuiltIn> find(String id) {
    return Arrays.stream(values()).filter(builtIn -> builtIn.id().equals(id)).findFirst();
  }

  /** The id. */
  public String id() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The data. */
  public synchronized Dataset load() {
    if (dataset == null) {
      try {
        dataset = read().named(id()).from(source);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    return dataset;
  }

  /** The id, and the summary with all columns. */
  public synchronized StoredDataset describe() {
    if (description == null) {
      description = new StoredDataset(id(), CREATED_AT, DatasetSummary.of(load()));
    }
    return description;
  }

  /** The id, and the summary for lists, with the first columns only. */
  StoredDataset listing() {
    StoredDataset all = describe();
    return new StoredDataset(
        all.id(),
        all.createdAt(),
        all.summary().withFirstColumns(DatasetDescription.LISTED_COLUMNS));
  }

  private static Dataset csv(String resource, String labelColumn) throws IOException {
    try (InputStream file = open(resource)) {
      ReadingOptions options = ReadingOptions.of(new CsvTargets.LabelColumn(labelColumn));
      return CsvFile.read(resource, file, options, Room.of(Integer.MAX_VALUE)).dataset();
    }
  }

  private static InputStream open(String resource) throws IOException {
    InputStream file = Dataset.class.getResourceAsStream(resource);
    if (file == null) {
      throw new IOException("no resource " + resource);
    }
    return file;
  }
}
