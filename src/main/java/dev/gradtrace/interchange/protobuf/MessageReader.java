package dev.gradtrace.interchange.protobuf;

import com.google.protobuf.ByteString;
import com.google.protobuf.CodedInputStream;
import com.google.protobuf.WireFormat;
import dev.gradtrace.validation.InvalidSpec;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Reads a message in the wire format of protobuf, field by field, without copying its parts. */
public final class MessageReader {

  /** Limit for messages whose fields are kept as objects; a node has some dozens. */
  private static final int MOST_FIELDS = 1000;

  private MessageReader() {}

  /** Receives the fields of a message in the order in which they come. */
  public interface Fields {
    /**
     * @throws IOException if a nested value is damaged
     */
    void field(int number, Value value) throws IOException;
  }

  /**
   * Passes all fields of a message to the receiver, unknown ones too.
   *
   * @param what name of the message in refusals
   * @throws InvalidSpec if the bytes are no valid message
   */
  public static void read(String what, ByteString message, Fields fields) {
    read(what, message, MOST_FIELDS, fields);
  }

  /** As {@link #read(String, ByteString, Fields)}, with a limit on the number of fields. */
  public static void read(String what, ByteString message, int mostFields, Fields fields) {
    int count = 0;
    try {
      CodedInputStream in = message.newCodedInput();
      in.enableAliasing(true);
      for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
        InvalidSpec.unless(
            ++count <= mostFields,
            "",
            "is too large: %s has more than %d fields",
            what,
            mostFields);
        Value value = value(what, in, tag);
        if (value != null) {
          fields.field(WireFormat.getTagFieldNumber(tag), value);
        }
      }
    } catch (IOException damaged) {
      throw damaged(what);
    }
  }

  private static @Nullable Value value(String what, CodedInputStream in, int tag)
      throws IOException {
    return switch (WireFormat.getTagWireType(tag)) {
      case WireFormat.WIRETYPE_VARINT -> new Value(what, in.readRawVarint64(), null);
      case WireFormat.WIRETYPE_FIXED64 -> new Value(what, in.readFixed64(), null);
      case WireFormat.WIRETYPE_FIXED32 -> new Value(what, in.readFixed32(), null);
      case WireFormat.WIRETYPE_LENGTH_DELIMITED -> new Value(what, 0, in.readBytes());
      default -> {
        in.skipField(tag);
        yield null;
      }
    };
  }

  private static InvalidSpec damaged(String what) {
    return InvalidSpec.malformed("", "is no ONNX model: %s is damaged", what);
  }

  /**
   * A value with its wire type alone.
   *
   * @param of name of the message in refusals
   * @param bits bits of a number
   * @param content bytes of a length-delimited value; null for a number
   */
  public record Value(String of, long bits, @Nullable ByteString content) {

    public ByteString bytes() {
      if (content == null) {
        throw damaged(of);
      }
      return content;
    }

    public String text() {
      return bytes().toStringUtf8();
    }

    public long number() {
      if (content != null) {
        throw damaged(of);
      }
      return bits;
    }

    public float real() {
      return Float.intBitsToFloat((int) number());
    }
  }
}
