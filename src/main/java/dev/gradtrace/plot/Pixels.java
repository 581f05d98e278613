package dev.gradtrace.plot;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.zip.CRC32;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;

/**
 * Encodes a raster as PNG with one byte per pixel: an index into 255 steps of viridis, or the last
 * index for missing values.
 *
 * @see <a href="https://www.w3.org/TR/png-3/">PNG</a>
 */
final class Pixels {

  private static final byte[] SIGNATURE = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'};
  private static final byte BITS = 8;
  private static final byte INDEXED = 3;
  private static final int MISSING = 255;

  private Pixels() {}

  /**
   * A raster as a data URL.
   *
   * @param shares {@code [row][column]} the first row at the top, each from 0 to 1 or NaN if
   *     missing
   * @param missing colour of missing values
   */
  static String dataUrl(double[][] shares, String missing) {
    ByteArrayOutputStream png = new ByteArrayOutputStream();
    png.writeBytes(SIGNATURE);
    chunk(png, "IHDR", header(shares[0].length, shares.length));
    chunk(png, "PLTE", palette(missing));
    chunk(png, "IDAT", compressed(shares));
    chunk(png, "IEND", new byte[0]);
    return "data:image/png;base64," + Base64.getEncoder().encodeToString(png.toByteArray());
  }

  private static byte[] header(int width, int height) {
    return ByteBuffer.allocate(13).putInt(width).putInt(height).put(BITS).put(INDEXED).array();
  }

  private static byte[] palette(String missing) {
    ByteBuffer colours = ByteBuffer.allocate(3 * (MISSING + 1));
    for (int i = 0; i <= MISSING; i++) {
      int rgb = i == MISSING ? Palette.rgb(missing) : Palette.viridis(i / (double) (MISSING - 1));
      colours.put((byte) (rgb >> 16)).put((byte) (rgb >> 8)).put((byte) rgb);
    }
    return colours.array();
  }

  /** The compressed rows; each begins with filter type 0. */
  private static byte[] compressed(double[][] shares) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    Deflater deflater = new Deflater(Deflater.BEST_SPEED + 4);
    try (DeflaterOutputStream rows = new DeflaterOutputStream(bytes, deflater)) {
      for (double[] row : shares) {
        byte[] line = new byte[row.length + 1];
        for (int i = 0; i < row.length; i++) {
          line[i + 1] =
              (byte) (Double.isNaN(row[i]) ? MISSING : Math.round(row[i] * (MISSING - 1)));
        }
        rows.write(line);
      }
    } catch (java.io.IOException e) {
      throw new java.io.UncheckedIOException(e);
    } finally {
      deflater.end();
    }
    return bytes.toByteArray();
  }

  private static void chunk(ByteArrayOutputStream png, String type, byte[] data) {
    byte[] body =
        ByteBuffer.allocate(4 + data.length)
            .put(type.getBytes(StandardCharsets.US_ASCII))
            .put(data)
            .array();
    CRC32 check = new CRC32();
    check.update(body);
    png.writeBytes(ByteBuffer.allocate(4).putInt(data.length).array());
    png.writeBytes(body);
    png.writeBytes(ByteBuffer.allocate(4).putInt((int) check.getValue()).array());
  }
}
