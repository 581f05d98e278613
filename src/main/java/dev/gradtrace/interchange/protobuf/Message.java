package dev.gradtrace.interchange.protobuf;

import com.google.protobuf.CodedOutputStream;
import com.google.protobuf.WireFormat;
import dev.gradtrace.matrix.Matrix;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

/**
 * A message in the wire format of protobuf. Its size is known before it is written, so that large
 * ones are streamed.
 *
 * @see <a href="https://protobuf.dev/programming-guides/encoding/">Encoding</a>
 */
public final class Message {

  private static final int BUFFER = 1 << 16;

  private final List<Field> fields = new ArrayList<>();
  private int size;

  /** Writes tag and value of a field. */
  private interface Field {
    void writeTo(CodedOutputStream out) throws IOException;
  }

  /** Adds an {@code int64}, {@code int32} or enum. */
  public Message put(int field, long value) {
    return add(CodedOutputStream.computeInt64Size(field, value), o -> o.writeInt64(field, value));
  }

  public Message put(int field, float value) {
    return add(CodedOutputStream.computeFloatSize(field, value), o -> o.writeFloat(field, value));
  }

  public Message put(int field, double value) {
    return add(CodedOutputStream.computeDoubleSize(field, value), o -> o.writeDouble(field, value));
  }

  public Message put(int field, String text) {
    return add(CodedOutputStream.computeStringSize(field, text), o -> o.writeString(field, text));
  }

  /** Adds a nested message; it must not change afterwards. */
  public Message put(int field, Message part) {
    return putBytes(field, part.size, part::writeFields);
  }

  /** Adds a matrix as {@code bytes} of 64-bit floats in row-major order, little-endian. */
  public Message putRows(int field, Matrix matrix) {
    return putBytes(
        field,
        Math.multiplyExact(matrix.size(), Double.BYTES),
        out -> {
          for (int i = 0; i < matrix.rows(); i++) {
            for (int j = 0; j < matrix.columns(); j++) {
              out.writeDoubleNoTag(matrix.at(i, j));
            }
          }
        });
  }

  /** Adds a matrix as {@code bytes} of 32-bit floats in row-major order, little-endian. */
  public Message putSingleRows(int field, Matrix matrix) {
    return putBytes(
        field,
        Math.multiplyExact(matrix.size(), Float.BYTES),
        out -> {
          for (int i = 0; i < matrix.rows(); i++) {
            for (int j = 0; j < matrix.columns(); j++) {
              out.writeFloatNoTag((float) matrix.at(i, j));
            }
          }
        });
  }

  private Message putBytes(int field, int length, Field content) {
    int before =
        CodedOutputStream.computeTagSize(field) + CodedOutputStream.computeUInt32SizeNoTag(length);
    return add(
        Math.addExact(before, length),
        out -> {
          out.writeTag(field, WireFormat.WIRETYPE_LENGTH_DELIMITED);
          out.writeUInt32NoTag(length);
          content.writeTo(out);
        });
  }

  private Message add(int bytes, Field field) {
    size = Math.addExact(size, bytes);
    fields.add(field);
    return this;
  }

  private void writeFields(CodedOutputStream out) throws IOException {
    for (Field field : fields) {
      field.writeTo(out);
    }
  }

  public void writeTo(OutputStream target) throws IOException {
    CodedOutputStream out = CodedOutputStream.newInstance(target, BUFFER);
    writeFields(out);
    out.flush();
  }

  public byte[] toByteArray() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(size);
    try {
      writeTo(bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }
}
