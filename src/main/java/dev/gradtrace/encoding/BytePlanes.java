package dev.gradtrace.encoding;

import java.util.Arrays;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.Inflater;

/**
 * Compresses 64-bit words as eight planes: the first bytes of all words, the second bytes of all,
 * and so on. Signs and exponents hardly differ between neighbouring numbers while mantissas are
 * mostly noise, so only planes with few distinct bytes are deflated, all in one stream; the others
 * are stored as they are.
 */
final class BytePlanes {

  /** Most distinct bytes of a plane that is deflated. */
  private static final int FEW = 64;

  private static final int BYTE = 0xFF;

  /** With one byte in a hundred: at least what deflate adds to incompressible input. */
  private static final int MARGIN = 64;

  private BytePlanes() {}

  static void write(long[] words, RecordOutput out) {
    int n = words.length;
    byte[] planes = new byte[Math.multiplyExact(n, Long.BYTES)];
    byte[] regular = new byte[planes.length];
    int mask = 0;
    int count = 0;
    for (int p = 0; p < Long.BYTES; p++) {
      if (split(words, p, planes)) {
        mask |= 1 << p;
        System.arraycopy(planes, p * n, regular, count++ * n, n);
      }
    }
    byte[] deflated = deflate(regular, count * n);
    out.putInt(mask).putInt(deflated.length).putBytes(deflated);
    for (int p = 0; p < Long.BYTES; p++) {
      if ((mask & 1 << p) == 0) {
        out.putBytes(planes, p * n, n);
      }
    }
  }

  /**
   * Copies the bytes {@code p} of all words to their plane; true if that has few distinct bytes.
   */
  private static boolean split(long[] words, int p, byte[] planes) {
    boolean[] seen = new boolean[BYTE + 1];
    int different = 0;
    int shift = Long.SIZE - Byte.SIZE * (p + 1);
    for (int i = 0; i < words.length; i++) {
      int value = (int) (words[i] >>> shift) & BYTE;
      planes[p * words.length + i] = (byte) value;
      different += seen[value] ? 0 : 1;
      seen[value] = true;
    }
    return different <= FEW;
  }

  static long[] read(int n, RecordInput in) {
    int mask = in.getInt();
    byte[] regular = inflate(in.getBytes(in.getInt()), n * Integer.bitCount(mask & BYTE), in);
    long[] words = new long[n];
    int count = 0;
    for (int p = 0; p < Long.BYTES; p++) {
      boolean isRegular = (mask & 1 << p) != 0;
      byte[] plane = isRegular ? regular : in.getBytes(n);
      int offset = isRegular ? n * count++ : 0;
      for (int i = 0; i < n; i++) {
        words[i] = words[i] << Byte.SIZE | plane[offset + i] & BYTE;
      }
    }
    return words;
  }

  static void skip(int n, RecordInput in) {
    int mask = in.getInt();
    in.skip(in.getInt());
    in.skip((Long.BYTES - Integer.bitCount(mask & BYTE)) * n);
  }

  static byte[] deflate(byte[] bytes, int length) {
    byte[] deflated = new byte[length + length / 100 + MARGIN];
    Deflater deflater = new Deflater(Deflater.BEST_SPEED, true);
    try {
      deflater.setInput(bytes, 0, length);
      deflater.finish();
      return Arrays.copyOf(deflated, deflater.deflate(deflated));
    } finally {
      deflater.end();
    }
  }

  static byte[] inflate(byte[] deflated, int length, RecordInput in) {
    byte[] bytes = new byte[length];
    Inflater inflater = new Inflater(true);
    try {
      inflater.setInput(deflated);
      if (inflater.inflate(bytes) == length && inflater.inflate(new byte[1]) == 0) {
        return bytes;
      }
    } catch (DataFormatException e) {
      throw in.damaged("it cannot be inflated");
    } finally {
      inflater.end();
    }
    throw in.damaged("it inflates to another length");
  }
}
