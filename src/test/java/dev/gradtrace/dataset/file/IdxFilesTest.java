package dev.gradtrace.dataset.file;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gradtrace.dataset.ByteSamples;
import dev.gradtrace.dataset.Dataset;
import dev.gradtrace.dataset.Refusal;
import dev.gradtrace.dataset.Samples;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.stream.IntStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class IdxFilesTest {

  private static final int UINT8 = 0x08;
  private static final byte[] TWO_IMAGES = idx(UINT8, new int[] {2, 1, 3}, 0, 51, 255, 1, 2, 3);
  private static final byte[] TWO_LABELS = idx(UINT8, new int[] {2}, 3, 0);

  @Test
  void readsImagesAsRowsOfPixels() {
    Dataset dataset = read(TWO_IMAGES, TWO_LABELS);
    assertThat(dataset.rows(0, 2).inputs())
        .isDeepEqualTo(new double[][] {{0, 0.2, 1}, {1 / 255.0, 2 / 255.0, 3 / 255.0}});
    assertThat(dataset.rows(0, 2).labels()).containsExactly(3, 0);
    assertThat(dataset.labels().classes()).isEqualTo(4);
    assertThat(dataset.columns().inputs()).containsExactly("pixel1", "pixel2", "pixel3");
  }

  @Test
  void readsGzip() throws IOException {
    assertThat(read(gzip(TWO_IMAGES), gzip(TWO_LABELS)).samples()).isEqualTo(2);
  }

  @Test
  void divides255LevelsExactly() {
    byte[] levels = new byte[256];
    for (int value = 0; value < levels.length; value++) {
      levels[value] = (byte) value;
    }
    Samples samples = new ByteSamples(new byte[][] {levels}, 1, IdxFiles.DEFAULT_SCALE);
    for (int value = 0; value < levels.length; value++) {
      assertThat(samples.toMatrix(value, 1).at(0, 0)).isEqualTo(value / 255.0);
    }
  }

  @ParameterizedTest
  @EnumSource(IdxType.class)
  void readsEveryElementType(IdxType type) {
    int code = new int[] {0x08, 0x09, 0x0b, 0x0c, 0x0d, 0x0e}[type.ordinal()];
    int big =
        new int[] {200, -100, -30_000, -2_000_000_000, -30_000, -2_000_000_000}[type.ordinal()];
    Dataset dataset = read(idx(code, new int[] {2, 2}, 1, big, 3, 4), TWO_LABELS, 1);
    assertThat(dataset.rows(0, 2).inputs()).isDeepEqualTo(new double[][] {{1, big}, {3, 4}});
  }

  @Test
  void keepsTheOrderAcrossBlocks() {
    int samples = 3000;
    int length = 1000;
    byte[] images = new byte[16 + samples * length];
    ByteBuffer header = ByteBuffer.wrap(images);
    header.putInt(0x00000803).putInt(samples).putInt(10).putInt(100);
    for (int j = 0; j < samples; j++) {
      Arrays.fill(images, 16 + j * length, 16 + (j + 1) * length, (byte) (j % 251));
    }
    byte[] labels = new byte[8 + samples];
    ByteBuffer.wrap(labels).putInt(0x00000801).putInt(samples);
    Dataset dataset = read(images, labels, 1);
    for (int j : new int[] {0, 64, 65, 66, 130, 2999}) {
      assertThat(dataset.rows(j, 1).inputs()[0]).as("image %d", j).containsOnly(j % 251);
    }
  }

  @Test
  void refusesWhatIsNoIdxFile() {
    byte[] text = "5,3,2,1\n".getBytes(StandardCharsets.US_ASCII);
    String refusal =
        " is not an IDX file: its first four bytes are no magic (0, 0, type, dimensions). Tables are"
            + " sent as file, NumPy's arrays as the CSV of numpy.savetxt; archives are unpacked"
            + " first";
    assertThat(Refusal.of(() -> read(text, new byte[3])))
        .containsExactly("/images" + refusal, "/labels" + refusal);
    assertThat(Refusal.of(() -> read(idx(0x0a, new int[] {1}, 1), TWO_LABELS)))
        .containsExactly("/images" + refusal);
  }

  @Test
  void refusesFilesThatEndTooEarlyOrTooLate() {
    byte[] cut = Arrays.copyOf(TWO_IMAGES, TWO_IMAGES.length - 1);
    assertThat(Refusal.of(() -> read(cut, TWO_LABELS)))
        .containsExactly("/images ends after 1 of 2 samples");
    byte[] longer = Arrays.copyOf(TWO_IMAGES, TWO_IMAGES.length + 1);
    assertThat(Refusal.of(() -> read(longer, TWO_LABELS)))
        .containsExactly("/images goes on after its 2 samples");
    assertThat(Refusal.of(() -> read(Arrays.copyOf(TWO_IMAGES, 9), TWO_LABELS)))
        .containsExactly("/images ends within the sizes of its 3 dimensions");
    assertThat(Refusal.of(() -> read(TWO_IMAGES, Arrays.copyOf(TWO_LABELS, 9))))
        .containsExactly("/labels ends after 1 of 2 samples");
  }

  @Test
  void refusesAnotherNumberOfLabelsThanImages() {
    assertThat(Refusal.of(() -> read(TWO_IMAGES, idx(UINT8, new int[] {3}, 0, 1, 2))))
        .containsExactly("/labels are 3, but the images are 2");
  }

  @Test
  void refusesLabelsThatAreNone() {
    assertThat(Refusal.of(() -> read(TWO_IMAGES, TWO_IMAGES)))
        .containsExactly(
            "/labels must be one whole number per sample, but are of 3 dimensions and type UINT8:"
                + " send the class of each sample for its one-hot row; or images and labels may be"
                + " interchanged");
    byte[] halves = idx(0x0d, new int[] {2}, 1, 0);
    ByteBuffer.wrap(halves).putFloat(8, 0.5f);
    assertThat(Refusal.of(() -> read(TWO_IMAGES, halves)))
        .containsExactly("/labels must be whole numbers, but that of sample 0 is 0.5");
  }

  @Test
  void numbersLabelsThatDoNotBeginAtZeroAsTheReaderOfCsvDoes() {
    Dataset letters = read(TWO_IMAGES, idx(UINT8, new int[] {2}, 26, 1));
    assertThat(letters.labels().names()).containsExactly("1", "26");
    assertThat(letters.rows(0, 2).labels()).containsExactly(1, 0);
    Dataset signs = read(TWO_IMAGES, idx(0x09, new int[] {2}, 1, -1));
    assertThat(signs.labels().names()).containsExactly("-1", "1");
  }

  @Test
  void notesThatMostClassesHaveNoSamples() throws IOException {
    int[] sevens = IntStream.range(0, 30).map(i -> i % 3 * 7).toArray();
    byte[] images = idx(UINT8, new int[] {30, 1}, new int[30]);
    IdxDataset read =
        IdxFiles.read(
            "x", stream(images), stream(idx(UINT8, new int[] {30}, sevens)), null, Room.of(100));
    assertThat(read.dataset().labels().classes()).isEqualTo(15);
    assertThat(read.notes()).singleElement().asString().contains("of these 15 only 3");
  }

  @Test
  void takesTheFirstOfTheEightNumbersOfAQmnistLabel() throws IOException {
    int[] numbers = {7, 0, 0, 0, 0, 0, 0, 3, 0, 1, 0, 0, 0, 0, 0, 4};
    IdxDataset read =
        IdxFiles.read(
            "qmnist",
            stream(TWO_IMAGES),
            stream(idx(0x0c, new int[] {2, 8}, numbers)),
            null,
            Room.of(100));
    assertThat(read.dataset().rows(0, 2).labels()).containsExactly(7, 0);
    assertThat(read.notes()).hasSize(1);
  }

  @Test
  void scalesFloatingPointNumbersOnlyIfAskedTo() throws IOException {
    byte[] images = idx(0x0d, new int[] {2, 1}, 1, -3);
    IdxDataset read =
        IdxFiles.read("floats", stream(images), stream(TWO_LABELS), null, Room.of(100));
    assertThat(read.dataset().rows(0, 2).inputs()).isDeepEqualTo(new double[][] {{1}, {-3}});
    assertThat(read(images, TWO_LABELS, 0.5).rows(0, 2).inputs())
        .isDeepEqualTo(new double[][] {{0.5}, {-1.5}});
  }

  @Test
  void saysWhenSizesAreInTheOtherOrder() {
    byte[] images = ByteBuffer.wrap(idx(UINT8, new int[] {2})).putInt(4, 16 << 24).array();
    assertThat(Refusal.of(() -> read(images, TWO_LABELS)))
        .singleElement()
        .asString()
        .contains("may be little-endian");
  }

  @Test
  void refusesMoreValuesThanAllowedHoweverTheyAreAnnounced() {
    for (int[] sizes : new int[][] {{3, 4}, {1 << 30, 1 << 30, 1 << 30}, {1 << 30, 1 << 30, 16}}) {
      byte[] images = idx(UINT8, sizes);
      assertThat(
              Refusal.of(
                  () -> IdxFiles.read("big", stream(images), stream(TWO_LABELS), 1.0, Room.of(11))))
          .as(Arrays.toString(sizes))
          .singleElement()
          .asString()
          .startsWith("/images holds more than the 11 values allowed");
    }
    assertThat(Refusal.of(() -> read(idx(UINT8, new int[] {2, 0}), TWO_LABELS)))
        .containsExactly("/images has size 0 in dimension 2");
  }

  @Test
  void refusesToTrustAHeaderWithMoreThanTheFileHolds() {
    byte[] images = idx(0x0e, new int[] {1, Integer.MAX_VALUE});
    assertThat(
            Refusal.of(
                () ->
                    IdxFiles.read(
                        "big",
                        stream(images),
                        stream(TWO_LABELS),
                        1.0,
                        Room.of(Integer.MAX_VALUE))))
        .containsExactly("/images has samples of 2147483647 values, at most 262144 are allowed");
  }

  @Test
  void refusesNumbersThatAreNotFinite() {
    byte[] images = idx(0x0d, new int[] {1, 2}, 1, 1);
    ByteBuffer.wrap(images).putFloat(16, Float.NaN);
    assertThat(Refusal.of(() -> read(images, idx(UINT8, new int[] {1}, 0))))
        .containsExactly("/images has a value that is not finite, number 1 of sample 0");
    assertThat(Refusal.of(() -> read(TWO_IMAGES, TWO_LABELS, 0)))
        .containsExactly("/scale must be finite and not 0, was 0.0");
  }

  private static Dataset read(byte[] images, byte[] labels) {
    return read(images, labels, IdxFiles.DEFAULT_SCALE);
  }

  private static Dataset read(byte[] images, byte[] labels, double scale) {
    try {
      return IdxFiles.read("idx", stream(images), stream(labels), scale, Room.of(100_000_000))
          .dataset();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static ByteArrayInputStream stream(byte[] file) {
    return new ByteArrayInputStream(file);
  }

  private static byte[] idx(int type, int[] sizes, int... elements) {
    ByteBuffer file = ByteBuffer.allocate(4 + 4 * sizes.length + 8 * elements.length);
    file.putInt(type << 8 | sizes.length);
    Arrays.stream(sizes).forEach(file::putInt);
    for (int element : elements) {
      switch (type) {
        case 0x0b -> file.putShort((short) element);
        case 0x0c -> file.putInt(element);
        case 0x0d -> file.putFloat(element);
        case 0x0e -> file.putDouble(element);
        default -> file.put((byte) element);
      }
    }
    return Arrays.copyOf(file.array(), file.position());
  }

  private static byte[] gzip(byte[] plain) throws IOException {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
      gzip.write(plain);
    }
    return packed.toByteArray();
  }
}
