package dev.gradtrace.dataset.file;

import dev.gradtrace.dataset.ByteSamples;
import dev.gradtrace.dataset.ClassNumbers;
import dev.gradtrace.dataset.Columns;
import dev.gradtrace.dataset.Dataset;
import dev.gradtrace.dataset.DecimalNumber;
import dev.gradtrace.dataset.DenseSamples;
import dev.gradtrace.dataset.Labels;
import dev.gradtrace.dataset.Samples;
import dev.gradtrace.dataset.Targets;
import dev.gradtrace.validation.Faults;
import dev.gradtrace.validation.InvalidSpec;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads a classification from two IDX files (plain or gzip), as those of MNIST: one of images or
 * other samples, along its first dimension, and one of labels.
 *
 * <p>Unsigned bytes are kept as bytes in memory.
 */
public final class IdxFiles {

  /**
   * Default factor for bytes, which maps them to [0, 1]; floating-point elements are not scaled by
   * default.
   */
  public static final double DEFAULT_SCALE = 1 / 255.0;

  private static final int BLOCK_BYTES = 1 << 16;

  /** Numbers per sample in the label files of QMNIST; the first is the class. */
  private static final int QMNIST_LABELS = 8;

  private final @Nullable Double scale;
  private final Room room;
  private final Faults faults = new Faults();
  private final List<String> notes = new ArrayList<>();

  private IdxFiles(@Nullable Double scale, Room room) {
    this.scale = scale;
    this.room = room;
  }

  /**
   * Reads both files.
   *
   * @param scale factor of every element of the images; with 1/n, elements are divided by n; null
   *     for 1/255 for integers and 1 for others
   * @param room for the elements of the images
   * @throws InvalidSpec naming the faults of either file
   * @throws IOException if a stream fails
   */
  public static IdxDataset read(
      String name, InputStream images, InputStream labels, @Nullable Double scale, Room room)
      throws IOException {
    InvalidSpec.unless(
        scale == null || Double.isFinite(scale) && scale != 0,
        "scale",
        "must be finite and not 0, was %s",
        scale);
    return new IdxFiles(scale, room).read(name, images, labels);
  }

  private IdxDataset read(String name, InputStream images, InputStream labels) throws IOException {
    Samples inputs = part(() -> samples(IdxArray.open(images, "images", room.values())));
    IdxArray classNumbers = part(() -> labelArray(IdxArray.open(labels, "labels", room.values())));
    if (inputs == null || classNumbers == null) {
      throw new InvalidSpec(faults.found());
    }
    Labels classes = labels(classNumbers, inputs.size());
    notes.addAll(classes.notes());
    Columns columns = new Columns(Columns.numbered("pixel", inputs.length()), List.of("label"));
    Dataset dataset = Dataset.of(name, "IDX files", columns, inputs, Targets.Labelled.of(classes));
    return new IdxDataset(dataset, List.copyOf(notes));
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
      room.bytes().accept((long) perBlock * images.length());
      blocks[i] = images.next(first, Math.min(perBlock, images.count() - first));
    }
    return new ByteSamples(blocks, images.length(), scaleOf(images));
  }

  private double scaleOf(IdxArray images) {
    if (scale != null) {
      return scale;
    }
    if (!images.type().isWhole()) {
      notes.add(
          "the images hold floating-point numbers, which are not scaled unless scale says so");
    }
    return images.type().isWhole() ? DEFAULT_SCALE : 1;
  }

  private Samples numbers(IdxArray images) throws IOException {
    DenseSamples.Builder samples = new DenseSamples.Builder(images.length());
    double factor = scaleOf(images);
    for (int j = 0; j < images.count(); j++) {
      room.take(images.length());
      samples.add(numbers(images, j, factor));
    }
    return samples.build();
  }

  private static double[] numbers(IdxArray images, int j, double factor) throws IOException {
    ByteBuffer elements = ByteBuffer.wrap(images.next(j, 1));
    double[] sample = new double[images.length()];
    for (int i = 0; i < sample.length; i++) {
      sample[i] = images.type().next(elements) * factor;
      if (!Double.isFinite(sample[i])) {
        throw InvalidSpec.meaningless(
            images.pointer(), "has a value that is not finite, number %d of sample %d", i, j);
      }
    }
    return sample;
  }

  private IdxArray labelArray(IdxArray file) {
    boolean isOfQmnist =
        file.rank() == 2 && file.length() == QMNIST_LABELS && file.type() == IdxType.INT32;
    if (file.length() != 1 && !isOfQmnist) {
      throw InvalidSpec.malformed(
          file.pointer(),
          "must be one whole number per sample, but are of %d dimensions and type %s: send the class"
              + " of each sample for its one-hot row; or images and labels may be interchanged",
          file.rank(),
          file.type());
    }
    if (isOfQmnist) {
      notes.add("of the 8 numbers of each label, as QMNIST has them, the first is the class");
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
    double[] numbers = new double[file.count()];
    for (int j = 0; j < numbers.length; j++) {
      elements.position(j * file.length() * file.type().bytes());
      numbers[j] = file.type().next(elements);
      InvalidSpec.unless(
          DecimalNumber.isWhole(numbers[j]),
          file.pointer(),
          "must be whole numbers, but that of sample %d is %s",
          j,
          numbers[j]);
    }
    ClassNumbers classes = ClassNumbers.of(numbers);
    InvalidSpec.unless(
        classes.distinct() <= Labels.MAX_CLASSES,
        file.pointer(),
        "have %d different values, at most %d are allowed",
        classes.distinct(),
        Labels.MAX_CLASSES);
    return classes.label(Arrays.stream(numbers).mapToInt(classes::classOf).toArray());
  }

  private interface Reading<T> {
    T read() throws IOException;
  }
}
