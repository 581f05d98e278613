package dev.gradtrace.dataset.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gradtrace.validation.InvalidSpec;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.zip.CRC32;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;

class GzipMembersTest {

  private static final long MUCH = 1L << 40;

  private static final byte[] EMPTY = packed(new byte[0]);

  @Test
  void readsOneMemberAfterTheOther() {
    byte[] noise = noise(200_000);
    assertThat(read(packed(noise))).isEqualTo(noise);
    assertThat(read(joined(packed(noise), EMPTY, packed(noise)))).isEqualTo(joined(noise, noise));
    assertThat(read(EMPTY)).isEmpty();
  }

  @Test
  void readsAThousandEmptyMembersAndRefusesMore() {
    byte[][] members = new byte[1000][];
    Arrays.fill(members, EMPTY);
    byte[] thousand = joined(members);
    assertThat(read(thousand)).isEmpty();
    refuses(joined(thousand, EMPTY), "more than 1000 members");
    byte[][] many = new byte[20][];
    Arrays.fill(many, thousand);
    refuses(joined(many), "more than 1000 members");
  }

  @Test
  void ignoresPaddingBehindTheLastMember() {
    byte[] noise = noise(1000);
    assertThat(read(joined(packed(noise), new byte[512]))).isEqualTo(noise);
  }

  @Test
  void skipsWhatHeadersSay() {
    byte[] noise = noise(1000);
    byte[] plain = packed(noise);
    byte[] header = {0x1f, (byte) 0x8b, 8, 2 | 4 | 8 | 16, 0, 0, 0, 0, 0, 0};
    byte[] texts = {3, 0, 1, 2, 3, 'n', 'a', 'm', 'e', 0, 'c', 0, 1, 2};
    byte[] named = joined(header, texts, Arrays.copyOfRange(plain, 10, plain.length));
    assertThat(read(joined(named, plain))).isEqualTo(joined(noise, noise));
  }

  @Test
  void refusesWhatIsDamaged() {
    byte[] file = packed(noise(5000));
    for (int end = 2; end < file.length; end += 97) {
      refuses(Arrays.copyOf(file, end), "is not a complete gzip file");
    }
    for (int broken : new int[] {2, 3000, file.length - 6, file.length - 1}) {
      byte[] damaged = file.clone();
      damaged[broken] ^= 0x55;
      refuses(damaged, "is not a complete gzip file");
    }
  }

  @Test
  void refusesWhatIsPackedMoreCloselyThanDataAre() {
    refuses(packed(new byte[40 << 20]), "packed more closely");
    refuses(joined(packed(noise(1000)), packed(new byte[40 << 20])), "packed more closely");
    assertThat(read(packed(new byte[1 << 20]))).hasSize(1 << 20);
    byte[] digits = new byte[4 << 20];
    SplittableRandom random = new SplittableRandom(1);
    for (int i = 0; i < digits.length; i += 8) {
      digits[i] = (byte) ('0' + random.nextInt(10));
    }
    assertThat(read(packed(digits))).isEqualTo(digits);
  }

  @Test
  void agreesWithTheChecksumOfEveryMember() {
    byte[] noise = noise(300_000);
    CRC32 check = new CRC32();
    check.update(read(packed(noise)));
    CRC32 expected = new CRC32();
    expected.update(noise);
    assertThat(check.getValue()).isEqualTo(expected.getValue());
  }

  private static void refuses(byte[] file, String reason) {
    assertThatThrownBy(() -> read(file))
        .isInstanceOf(InvalidSpec.class)
        .hasMessageContaining(reason);
  }

  private static byte[] read(byte[] file) {
    try (InputStream in = DataFile.open(new ByteArrayInputStream(file), "file", MUCH)) {
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static byte[] noise(int length) {
    byte[] noise = new byte[length];
    new SplittableRandom(7).nextBytes(noise);
    return noise;
  }

  private static byte[] packed(byte[] content) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
      gzip.write(content);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  private static byte[] joined(byte[]... parts) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      all.writeBytes(part);
    }
    return all.toByteArray();
  }
}
