package dev.gradtrace.interchange;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class FileKindTest {

  /** First bytes as text, with \\xNN for a byte, and the expected kind. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "``                                           | EMPTY",
        "\\x89HDF\\x0d\\x0a\\x1a\\x0a\\x00\\x00        | HDF5",
        "PK\\x03\\x04\\x14\\x00metadata.json{\\x00     | KERAS",
        "PK\\x03\\x04\\x14\\x00net/data.pkl\\x80\\x02  | TORCH",
        "PK\\x03\\x04\\x14\\x00weights.npy\\x93NUMPY   | NUMPY_ARCHIVE",
        "PK\\x03\\x04\\x14\\x00letter.txt\\x00         | ZIP",
        "\\x48\\x00\\x00\\x00\\x00\\x00\\x00\\x00{\"w\" | SAFETENSORS",
        "\\x7b\\x00\\x00\\x00\\x00\\x00\\x00\\x00{\"w\" | SAFETENSORS",
        "\\x80\\x02\\x8a\\x0al\\xfc                    | PICKLE",
        "\\x80\\x05\\x95\\x1b\\x00                     | PICKLE",
        "\\x93NUMPY\\x01\\x00                          | NUMPY",
        "\\x1f\\x8b\\x08\\x00                          | GZIP",
        "\\x1c\\x00\\x00\\x00TFL3\\x14\\x00            | TFLITE",
        "\\x1c\\x00\\x00\\x00ORTM\\x14\\x00            | ORT",
        "\\x08\\x01\\x12\\xbe\\x13                     | SAVED_MODEL",
        "version https://git-lfs.github.com/spec/v1    | LFS_POINTER",
        "\\x0a\\x0a<!DOCTYPE html><title>404</title>   | HTML",
        "<?xml version=\"1.0\"?><net name=\"torch\">   | XML",
        "\\xef\\xbb\\xbf {\"class_name\": \"Sequential\"} | JSON",
        "\"{\\x5c\"class_name\\x5c\": 1}\"             | JSON",
        "ir_version: 8\\x0aproducer_name: \"pytorch\"  | TEXT"
      })
  void tellsAFileByItsFirstBytes(String start, FileKind kind) {
    assertThat(FileKind.of(bytes(start))).contains(kind);
  }

  @ParameterizedTest
  @CsvSource({"\\x08\\x08\\x12\\x07pytorch", "\\x00\\x00\\x80\\x3f\\x00\\x00", "\\x7b\\x00"})
  void doesNotGuess(String start) {
    assertThat(FileKind.of(bytes(start))).isEmpty();
  }

  @Test
  void findsTheNameOfAnEntryAtTheEndOfAnArchive() {
    byte[] archive = new byte[100_000];
    byte[] start = bytes("PK\\x03\\x04config");
    System.arraycopy(start, 0, archive, 0, start.length);
    byte[] end = bytes("model.weights.h5PK\\x05\\x06");
    System.arraycopy(end, 0, archive, archive.length - end.length, end.length);
    assertThat(FileKind.of(archive)).contains(FileKind.KERAS);
  }

  @ParameterizedTest
  @EnumSource
  void saysWhatItIs(FileKind kind) {
    assertThat(kind.told()).isNotBlank();
  }

  @Test
  void takesNoHeedOfWhatFollows() {
    byte[] text = new byte[1 << 20];
    Arrays.fill(text, (byte) 'a');
    text[text.length - 1] = 0;
    assertThat(FileKind.of(text)).contains(FileKind.TEXT);
  }

  private static byte[] bytes(String shown) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < shown.length(); i++) {
      boolean escaped = shown.startsWith("\\x", i);
      text.append(
          escaped ? (char) Integer.parseInt(shown.substring(i + 2, i + 4), 16) : shown.charAt(i));
      i += escaped ? 3 : 0;
    }
    return text.toString().getBytes(StandardCharsets.ISO_8859_1);
  }
}
