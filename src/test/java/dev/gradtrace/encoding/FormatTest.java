package dev.gradtrace.encoding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gradtrace.matrix.RandomStream;
import dev.gradtrace.matrix.RandomStream.Purpose;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.function.Consumer;
import java.util.stream.DoubleStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class FormatTest {

  private static final Format FORMAT = new Format("thing", "test", 2);

  private static final double[] SPECIAL = {
    Double.NaN,
    Double.longBitsToDouble(0x7FF8_0000_0000_0123L),
    Double.longBitsToDouble(0xFFF0_0000_0000_0001L),
    Double.POSITIVE_INFINITY,
    Double.NEGATIVE_INFINITY,
    0.0,
    -0.0,
    Double.MIN_VALUE,
    -Double.MIN_NORMAL / 3,
    Double.MAX_VALUE,
    1 / 3.0
  };

  static Stream<double[]> numbers() {
    RandomStream random = RandomStream.of(1, Purpose.GENERATOR, 0);
    return Stream.of(
        new double[0],
        new double[] {Math.PI},
        SPECIAL,
        new double[5000],
        DoubleStream.generate(random::gaussian).limit(63).toArray(),
        DoubleStream.generate(random::gaussian).limit(3000).toArray(),
        DoubleStream.generate(() -> random.below(30) / 30.0).limit(3000).toArray());
  }

  @ParameterizedTest
  @MethodSource("numbers")
  void keepsEveryBit(double[] numbers) {
    byte[] bytes = FORMAT.begin(0).putDoubles(numbers).putPacked(numbers).putText("σ′").finish();
    RecordInput in = FORMAT.open(bytes);
    assertThat(bits(in.getDoubles(numbers.length))).isEqualTo(bits(numbers));
    assertThat(bits(in.getPackedDoubles(numbers.length))).isEqualTo(bits(numbers));
    assertThat(in.getText()).isEqualTo("σ′");
    in.end();
  }

  @ParameterizedTest
  @MethodSource("numbers")
  void passesOverWhatNobodyAskedFor(double[] numbers) {
    byte[] bytes = FORMAT.begin(10).putPacked(numbers).putInt(-7).finish();
    RecordInput in = FORMAT.open(bytes);
    in.skipPacked(numbers.length);
    assertThat(in.getInt()).isEqualTo(-7);
    in.end();
  }

  static Stream<long[]> steps() {
    return Stream.of(
        new long[0],
        new long[] {Long.MIN_VALUE, Long.MAX_VALUE, 0, -1},
        LongStream.range(0, 10_000).map(i -> 1 + 250 * i).toArray());
  }

  @ParameterizedTest
  @MethodSource("steps")
  void keepsSteps(long[] steps) {
    byte[] bytes = FORMAT.begin(0).putPacked(steps).finish();
    assertThat(FORMAT.open(bytes).getPackedLongs(steps.length)).isEqualTo(steps);
    assertThat(bytes.length).as("evenly spaced numbers take hardly any room").isLessThan(1500);
  }

  @Test
  void doesNotBlowUpNoise() {
    double[] noise = new double[1000];
    RandomStream random = RandomStream.of(1, Purpose.GENERATOR, 0);
    Arrays.setAll(noise, i -> random.gaussian());
    assertThat(FORMAT.begin(0).putPacked(noise).finish().length).isLessThan(8000);
  }

  @Test
  void noticesEveryChange() {
    byte[] bytes = record();
    for (int i = 0; i < bytes.length; i++) {
      for (int bit = 0; bit < Byte.SIZE; bit++) {
        byte[] changed = bytes.clone();
        changed[i] ^= (byte) (1 << bit);
        assertThatThrownBy(() -> FORMAT.open(changed))
            .as("bit %d of byte %d", bit, i)
            .isInstanceOf(UnreadableRecord.class)
            .hasMessageContaining("thing");
      }
    }
  }

  @Test
  void noticesMissingAndAdditionalBytes() {
    byte[] bytes = record();
    for (int length = 0; length < bytes.length; length++) {
      byte[] part = Arrays.copyOf(bytes, length);
      assertThatThrownBy(() -> FORMAT.open(part))
          .as("the first %d bytes", length)
          .isInstanceOf(UnreadableRecord.class)
          .hasMessageStartingWith("a thing is damaged: it");
    }
    assertThatThrownBy(() -> FORMAT.open(Arrays.copyOf(bytes, bytes.length + 1)))
        .isInstanceOf(UnreadableRecord.class);
  }

  @Test
  void readsOlderVersionsAndRefusesNewerOnes() {
    byte[] older = new Format("thing", "test", 1).begin(0).putInt(3).finish();
    assertThat(FORMAT.open(older).getInt()).isEqualTo(3);
    byte[] newer = new Format("thing", "test", 3).begin(0).finish();
    assertThatThrownBy(() -> FORMAT.open(newer))
        .isInstanceOf(UnreadableRecord.class)
        .hasMessage(
            "a thing of format version 3 was found, but this release reads versions up to 2");
    byte[] none = new Format("thing", "test", 0).begin(0).finish();
    assertThatThrownBy(() -> FORMAT.open(none)).isInstanceOf(UnreadableRecord.class);
  }

  @Test
  void refusesSomethingElse() {
    byte[] other = new Format("other", "else", 1).begin(0).finish();
    assertThatThrownBy(() -> FORMAT.open(other))
        .isInstanceOf(UnreadableRecord.class)
        .hasMessage("these bytes are no thing");
  }

  @Test
  void refusesToReadWhatWasNotWritten() {
    byte[] bytes = FORMAT.begin(0).putInt(-1).putInt(Integer.MAX_VALUE).finish();
    assertRefused(bytes, in -> in.getDoubles(2));
    assertRefused(bytes, in -> in.getDoubles(Long.MAX_VALUE / 16));
    assertRefused(bytes, in -> in.getDoubles(-1));
    assertRefused(bytes, RecordInput::getText);
    assertRefused(bytes, RecordInput::getCount);
    assertRefused(bytes, in -> in.getPackedDoubles(1));
    assertRefused(bytes, in -> in.skipPacked(1));
    assertRefused(bytes, RecordInput::end);
    byte[] wrongLength = FORMAT.begin(0).putPacked(new double[100]).finish();
    assertRefused(wrongLength, in -> in.getPackedDoubles(99));
    assertRefused(wrongLength, in -> in.getPackedDoubles(101));
    byte[] noDeflate = FORMAT.begin(0).putInt(0xFF).putInt(4).putInt(-1).finish();
    assertRefused(noDeflate, in -> in.getPackedDoubles(3));
  }

  private static void assertRefused(byte[] bytes, Consumer<RecordInput> reading) {
    RecordInput in = FORMAT.open(bytes);
    assertThatThrownBy(() -> reading.accept(in))
        .isInstanceOf(UnreadableRecord.class)
        .hasMessageStartingWith("a thing is damaged: ");
  }

  @Test
  void isBigEndianWithItsLettersFirst() {
    ByteBuffer bytes = ByteBuffer.wrap(FORMAT.begin(0).putLong(5).putDouble(0.1).finish());
    byte[] letters = new byte[4];
    bytes.get(letters);
    assertThat(letters).asString().isEqualTo("test");
    assertThat(bytes.getInt()).isEqualTo(2);
    assertThat(bytes.getLong()).isEqualTo(5);
    assertThat(bytes.getDouble()).isEqualTo(0.1);
  }

  private static byte[] record() {
    return FORMAT.begin(0).putPacked(SPECIAL).putDoubles(SPECIAL).putLong(1).finish();
  }

  private static long[] bits(double[] numbers) {
    return Arrays.stream(numbers).mapToLong(Double::doubleToRawLongBits).toArray();
  }
}
