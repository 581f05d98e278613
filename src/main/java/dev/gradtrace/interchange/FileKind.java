package dev.gradtrace.interchange;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * The kind of a file, recognised by its first bytes, and what to send instead.
 *
 * @see <a href="https://en.wikipedia.org/wiki/List_of_file_signatures">File signatures</a>
 */
public enum FileKind {
  EMPTY("an empty file", head -> head.bytes.length == 0),
  HDF5(
      "HDF5, such as a Keras .h5 file, which is sent as it is",
      head -> head.starts(0, "\u0089HDF\r\n\u001a\n")),
  KERAS(
      "a Keras archive (.keras), which is sent as it is",
      head -> head.isZip() && (head.has("model.weights.h5") || head.has("metadata.json"))),
  TORCH(
      "a PyTorch archive (.pt, .pth), whose pickle is not run: " + Cures.TORCH,
      head ->
          head.isZip()
              && (head.has("data.pkl")
                  || head.has("/.format_version")
                  || head.has("byteorder")
                  || head.has("archive_format"))),
  NUMPY_ARCHIVE("a NumPy archive (.npz): " + Cures.ONNX, head -> head.isZip() && head.has(".npy")),
  ZIP("a ZIP archive: unpack it, and send the model in it", Head::isZip),
  SAFETENSORS("safetensors, which is sent as it is", Head::isSafetensors),
  PICKLE(
      "a Python pickle, such as an old .pt or a joblib file, which is not run: " + Cures.TORCH,
      Head::isPickle),
  NUMPY("a NumPy array (.npy): " + Cures.ONNX, head -> head.starts(0, "\u0093NUMPY")),
  GZIP("gzip: unpack it, and send the model in it", head -> head.starts(0, "\u001f\u008b")),
  ZSTANDARD(
      "Zstandard: unpack it, and send the model in it", head -> head.starts(0, "(\u00b5/\u00fd")),
  BZIP2("bzip2: unpack it, and send the model in it", head -> head.starts(0, "BZh")),
  XZ("xz: unpack it, and send the model in it", head -> head.starts(0, "\u00fd7zXZ\0")),
  SEVEN_ZIP("7z: unpack it, and send the model in it", head -> head.starts(0, "7z\u00bc\u00af")),
  TAR("a tar archive: unpack it, and send the model in it", head -> head.starts(257, "ustar")),
  TFLITE(
      "TensorFlow Lite: convert it by python -m tf2onnx.convert --tflite model.tflite --output"
          + " model.onnx",
      head -> head.starts(4, "TFL3")),
  ORT(
      "the format of ONNX Runtime alone (.ort): send the .onnx file it was made of",
      head -> head.starts(4, "ORTM")),
  SAVED_MODEL(
      "a TensorFlow SavedModel (saved_model.pb): convert its folder by python -m tf2onnx.convert"
          + " --saved-model FOLDER --output model.onnx",
      head -> head.starts(0, "\b\u0001\u0012")),
  GGUF("GGUF: " + Cures.ONNX, head -> head.starts(0, "GGUF")),
  IMAGE(
      "an image",
      head ->
          head.starts(0, "\u0089PNG")
              || head.starts(0, "\u00ff\u00d8\u00ff")
              || head.starts(0, "GIF8")),
  PDF("PDF", head -> head.starts(0, "%PDF")),
  LFS_POINTER(
      "a pointer of Git LFS instead of the file: fetch the file by git lfs pull",
      head -> head.starts(0, "version https://git-lfs")),
  HTML(
      "a web page: download the file itself, such as by the link to the raw file",
      head -> head.text().startsWith("<!doctype html") || head.text().startsWith("<html")),
  XML("XML: " + Cures.ONNX, head -> head.text().startsWith("<")),
  JSON(
      "JSON: a configuration of Keras is sent as application/json",
      head ->
          !head.text().isEmpty() && "{[\"".indexOf(head.text().charAt(0)) >= 0 && head.isText()),
  TEXT("text: send the .onnx file itself", Head::isText);

  private final String told;
  private final Predicate<Head> sign;

  FileKind(String told, Predicate<Head> sign) {
    this.told = told;
    this.sign = sign;
  }

  /** A description for the sender of the file, with what to send instead. */
  public String told() {
    return told;
  }

  /** The first kind whose signature a file has; empty if it has none. */
  public static Optional<FileKind> of(byte[] file) {
    Head head = new Head(file);
    return Arrays.stream(values()).filter(kind -> kind.sign.test(head)).findFirst();
  }

  private static final class Cures {
    static final String TORCH =
        "send what safetensors.torch.save_file(model.state_dict(), 'm.safetensors') or"
            + " torch.onnx.export(model, (x,), 'm.onnx') writes";
    static final String ONNX = "send the model as ONNX";

    private Cures() {}
  }

  /**
   * The first and the last 4096 bytes of a file: the table of contents of a ZIP archive is at its
   * end.
   */
  private static final class Head {

    private static final int LONGEST = 4096;
    private static final int LONGEST_HEADER = 100_000_000;

    private final byte[] bytes;
    private final String start;
    private final String end;

    Head(byte[] bytes) {
      this.bytes = bytes;
      int length = Math.min(bytes.length, LONGEST);
      this.start = new String(bytes, 0, length, StandardCharsets.ISO_8859_1);
      this.end = new String(bytes, bytes.length - length, length, StandardCharsets.ISO_8859_1);
    }

    boolean starts(int at, String signature) {
      return start.startsWith(signature, at);
    }

    /** Whether the name of an archive's entry contains {@code name}. */
    boolean has(String name) {
      return start.contains(name) || end.contains(name);
    }

    boolean isZip() {
      return starts(0, "PK\u0003\u0004") || starts(0, "PK\u0005\u0006");
    }

    /** Whether the file begins with the length of a header in eight bytes, and a JSON object. */
    boolean isSafetensors() {
      if (!starts(8, "{")) {
        return false;
      }
      long length = 0;
      for (int i = 7; i >= 0; i--) {
        length = length << 8 | bytes[i] & 0xff;
      }
      return length > 0 && length < LONGEST_HEADER;
    }

    /**
     * Whether the file begins with the opcode PROTO and a version, as every pickle since Python 2.3
     * does.
     */
    boolean isPickle() {
      return starts(0, "\u0080") && bytes.length > 2 && bytes[1] >= 2 && bytes[1] <= 5;
    }

    /** The beginning as lower-case text, without a byte order mark and leading white space. */
    String text() {
      String unmarked = starts(0, "\u00ef\u00bb\u00bf") ? start.substring(3) : start;
      return unmarked.stripLeading().toLowerCase(Locale.ROOT);
    }

    boolean isText() {
      boolean isWide = starts(0, "\u00ff\u00fe") || starts(0, "\u00fe\u00ff");
      return isWide || start.chars().allMatch(c -> c >= ' ' && c != 0x7f || c >= '\t' && c <= '\r');
    }
  }
}
