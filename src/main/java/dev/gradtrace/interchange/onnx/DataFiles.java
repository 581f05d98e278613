package dev.gradtrace.interchange.onnx;

import com.google.protobuf.ByteString;
import com.google.protobuf.UnsafeByteOperations;
import dev.gradtrace.validation.InvalidSpec;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The external data files of a model.
 *
 * @see <a href="https://github.com/onnx/onnx/blob/main/docs/ExternalData.md">External data</a>
 */
final class DataFiles {

  private final Map<String, ByteString> files = new TreeMap<>();

  /**
   * @param contents files by name; not to be changed until the last tensor is decoded
   */
  DataFiles(Map<String, byte[]> contents) {
    contents.forEach(
        (name, bytes) -> {
          ByteString content = UnsafeByteOperations.unsafeWrap(bytes);
          ByteString other = files.put(last(name), content);
          if (other != null && !other.equals(content)) {
            throw InvalidSpec.malformed("data", "has two files named %s", last(name));
          }
        });
  }

  /** The name of a file without its folders. */
  private static String last(String path) {
    return path.substring(Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1);
  }

  /**
   * Checks that all external data files were sent, before any tensor is decoded.
   *
   * @throws InvalidSpec naming all missing files
   */
  void requireAll(Collection<TensorProto> tensors) {
    Set<String> missing = new TreeSet<>();
    for (TensorProto tensor : tensors) {
      if (tensor.isElsewhere() && !files.containsKey(last(tensor.location()))) {
        missing.add(last(tensor.location()));
      }
    }
    if (!missing.isEmpty()) {
      throw missing(String.join(", ", missing));
    }
  }

  private InvalidSpec missing(String names) {
    return InvalidSpec.meaningless(
        "",
        "has weights in another file, %s, %s: send both in one upload (multipart/form-data with the"
            + " model as file and the other as data), or export with external_data=False",
        names,
        files.isEmpty()
            ? "which was not sent"
            : "which is not among those sent: " + files.keySet());
  }

  /**
   * The bytes of an external tensor.
   *
   * @param place location, offset and length; the last two are optional
   * @throws InvalidSpec if there is no such file, or it is too short
   */
  ByteString part(Map<String, String> place) {
    String location = last(place.getOrDefault("location", ""));
    ByteString file = files.get(location);
    if (file == null) {
      throw missing(location);
    }
    long offset = number(place, "offset", 0);
    long length = number(place, "length", Math.max(0, file.size() - offset));
    if (offset > file.size() || length > file.size() - offset) {
      throw InvalidSpec.malformed(
          "",
          "lies in %s at %d, %d bytes long; that file has only %d bytes",
          location,
          offset,
          length,
          file.size());
    }
    return file.substring((int) offset, (int) (offset + length));
  }

  private static long number(Map<String, String> place, String key, long otherwise) {
    String text = place.get(key);
    if (text == null) {
      return otherwise;
    }
    if (!text.matches("\\d{1,18}")) {
      throw InvalidSpec.malformed("", "has external data whose %s is %s", key, text);
    }
    return Long.parseLong(text);
  }
}
