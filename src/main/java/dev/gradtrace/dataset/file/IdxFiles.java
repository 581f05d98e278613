package dev.gradtrace.dataset.file;

import dev.gradtrace.dataset.ByteSamples;
import dev.gradtrace.dataset.Columns;
import dev.gradtrace.dataset.Dataset;
import dev.gradtrace.dataset.DenseSamples;
import dev.gradtrace.dataset.Labels;
import dev.gradtrace.dataset.Samples;
import dev.gradtrace.dataset.Targets;
import dev.gradtrace.validation.Faults;
import dev.gradtrace.validation.InvalidSpec;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads a classification from two IDX files (plain or gzip), as those of MNIST: one of images, or
 * of anything else with one sample per entry of its first dimension, one of labels.
 *
 * <p>Bytes stay bytes in memory.
 */
public final class IdxFiles {

  /** Brings bytes into [0, 1]. */
  public static final double DEFAULT_SCALE = 1 / 255.0;

  private static final int BLOCK_BYTES = 1 << 16;

  private final double scale;
  private final long maxValues;
  private final Faults faults = new Faults();

  private IdxFiles(double scale, long maxValues) {
    this.scale = scale;
    this.maxValues = maxValues;
  }

  /**
   * Reads both files.
   *
   * @param scale factor of every element of the images; 1/n divides by n exactly
   * @param maxValues elements of the images that are read at most
   * @throws InvalidSpec saying what is wrong with either file
   * @throws IOException if a stream fails
   */
  public static Dataset read(
      String name, InputStream images, InputStream labels, double scale, long maxValues)
      throws IOException {
    InvalidSpec.unless(
        Double.isFinite(scale) && scale != 0, "scale", "must be finite and not 0, was %s", scale);
    return new IdxFiles(scale, maxValues).read(name, images, labels);
  }

  private Dataset read(String name, InputStream images, InputStream labels) throws IOException {
    Samples inputs = part(() -> samples(IdxArray.open(images, "images", maxValues)));
    IdxArray classNumbers = part(() -> labelArray(IdxArray.open(labels, "labels", maxValues)));
    if (inputs == null || classNumbers == null) {
      throw new InvalidSpec(faults.found());
    }
    Labels classes = labels(classNumbers, inputs.size());
    Columns columns = new Columns(Columns.numbered("pixel", inputs.length()), List.of("label"));
    return Dataset.of(name, "IDX files", columns, inputs, Targets.Labelled.of(classes));
  }

  private <T> @Nullable T part(Reading<T> reading) throws IOException {
    try {
      return reading.read();
    } catch (InvalidSpec e) {
      e.faults().forEach(faults::add);
      return null;
    }
  }

  private Samples samples(IdxArray images) throws IOException {
    InvalidSpec.unless(
        images.length() <= Columns.MOST,
        images.pointer(),
        "has samples of %d values, at most %d are allowed",
        images.length(),
        Columns.MOST);
    Samples samples = images.type() == IdxType.UINT8 ? bytes(images) : numbers(images);
    images.end();
    return samples;
  }

  private Samples bytes(IdxArray images) throws IOException {
    int perBlock = Math.min(images.count(), Math.max(1, BLOCK_BYTES / images.length()));
    byte[][] blocks = new byte[(images.count() - 1) / perBlock + 1][];
    for (int i = 0; i < blocks.length; i++) {
      int first = i * perBlock;
      blocks[i] = images.next(first, Math.min(perBlock, images.count() - first));
    }
    return new ByteSamples(blocks, images.length(), scale);
  }

  private Samples numbers(IdxArray images) throws IOException {
    DenseSamples.Builder samples = new DenseSamples.Builder(images.length());
    for (int j = 0; j < images.count(); j++) {
      samples.add(numbers(images, j));
    }
    return samples.build();
  }

  private double[] numbers(IdxArray images, int j) throws IOException {
    ByteBuffer elements = ByteBuffer.wrap(images.next(j, 1));
    double[] sample = new double[images.length()];
    for (int i = 0; i < sample.length; i++) {
      sample[i] = images.type().next(elements) * scale;
      if (!Double.isFinite(sample[i])) {
        throw InvalidSpec.meaningless(
            images.pointer(), "has a value that is not finite, number %d of sample %d", i, j);
      }
    }
    return sample;
  }

  private static IdxArray labelArray(IdxArray file) {
    if (file.rank() != 1 || !file.type().isWhole()) {
      throw InvalidSpec.malformed(
          file.pointer(),
          "must be one whole number per sample, but are of %d dimensions and type %s",
          file.rank(),
          file.type());
    }
    return file;
  }

  private static Labels labels(IdxArray file, int images) throws IOException {
    InvalidSpec.unless(
        file.count() == images,
        file.pointer(),
        "are %d, but the images are %d",
        file.count(),
        images);
    ByteBuffer elements = ByteBuffer.wrap(file.next(0, file.count()));
    file.end();
    int[] labels = new int[file.count()];
    int largest = 0;
    for (int j = 0; j < labels.length; j++) {
      labels[j] = (int) file.type().next(elements);
      largest = Math.max(largest, labels[j]);
      if (labels[j] < 0 || labels[j] >= Labels.MAX_CLASSES) {
        throw InvalidSpec.meaningless(
            file.pointer(),
            "must be 0 to %d, but that of sample %d is %d",
            Labels.MAX_CLASSES - 1,
            j,
            labels[j]);
      }
    }
    return Labels.of(labels, largest + 1);
  }

  private interface Reading<T> {
    T read() throws IOException;
  }
}
