package dev.gradtrace.web;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/** Damages bytes in one to three places; the same seed gives the same damage. */
public final class Mutator {

  private static final int MOST_TIMES = 3;
  private static final int LONGEST_PIECE = 64;
  private static final int MOST_BYTES = 2_000_000;

  /** Byte sequences that text parsers may stumble over. */
  private static final List<byte[]> WORDS =
      List.of(
          text("\""),
          text("\u0000"),
          text("\u001b[2J\n"),
          text("\\ud800"),
          text("1e999"),
          text("-9223372036854775809"),
          text("NaN"),
          text("null"),
          text("[[[["),
          text("}}"),
          text(",,,,"),
          text("=1+1"),
          text("%zz&=1"),
          text("~2/-1//"),
          text("__proto__"),
          new byte[] {(byte) 0xff, (byte) 0xfe},
          new byte[] {(byte) 0xc0, (byte) 0xaf},
          new byte[] {0x1f, (byte) 0x8b, 8, 0});

  private final SplittableRandom random;

  public Mutator(SplittableRandom random) {
    this.random = random;
  }

  public byte[] damaged(byte[] healthy) {
    byte[] bytes = healthy;
    for (int times = 1 + random.nextInt(MOST_TIMES); times > 0; times--) {
      int from = random.nextInt(bytes.length + 1);
      int to = Math.min(bytes.length, from + random.nextInt(LONGEST_PIECE));
      byte[] piece = Arrays.copyOfRange(bytes, from, to);
      bytes =
          switch (random.nextInt(8)) {
            case 0 -> replaced(bytes, from, to, new byte[0]);
            case 1 -> Arrays.copyOf(bytes, from);
            case 2 -> replaced(bytes, from, from, word());
            case 3 -> replaced(bytes, from, to, word());
            case 4 -> replaced(bytes, from, to, noise(piece.length));
            case 5 -> replaced(bytes, from, from, repeated(piece, 1 + random.nextInt(3)));
            case 6 -> replaced(bytes, from, from, repeated(piece, 1000));
            default -> flipped(bytes, from);
          };
    }
    return bytes;
  }

  private byte[] word() {
    return WORDS.get(random.nextInt(WORDS.size()));
  }

  private byte[] noise(int length) {
    byte[] noise = new byte[length];
    random.nextBytes(noise);
    return noise;
  }

  private byte[] flipped(byte[] bytes, int at) {
    byte[] copy = bytes.clone();
    if (at < copy.length) {
      copy[at] ^= (byte) (1 << random.nextInt(Byte.SIZE));
    }
    return copy;
  }

  private static byte[] repeated(byte[] piece, int times) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (int i = 0; i < times; i++) {
      all.writeBytes(piece);
    }
    return all.toByteArray();
  }

  private static byte[] replaced(byte[] bytes, int from, int to, byte[] piece) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    all.write(bytes, 0, from);
    all.writeBytes(piece);
    all.write(bytes, to, bytes.length - to);
    return all.size() > MOST_BYTES ? bytes : all.toByteArray();
  }

  private static byte[] text(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
