package dev.gradtrace.dataset.file.csv.text;

import dev.gradtrace.validation.InvalidSpec;
import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Formats that are sent by mistake for CSV, recognised by their first bytes, with advice. */
enum OtherFormat {
  UTF_32_LITTLE("\u00ff\u00fe\0\0", "is encoded in UTF-32: save it as CSV UTF-8"),
  UTF_32_BIG("\0\0\u00fe\u00ff", "is encoded in UTF-32: save it as CSV UTF-8"),
  UTF_16_LITTLE(
      "\u00ff\u00fe", "is encoded in UTF-16, as Excel's Unicode text is: save it as CSV UTF-8"),
  UTF_16_BIG(
      "\u00fe\u00ff", "is encoded in UTF-16, as Excel's Unicode text is: save it as CSV UTF-8"),
  ZIP(
      "PK\u0003\u0004",
      "is a ZIP archive or an Excel workbook (.xlsx): unpack it, or save its sheet as CSV UTF-8"),
  EXCEL("\u00d0\u00cf\u0011\u00e0", "is an old Excel workbook (.xls): save its sheet as CSV UTF-8"),
  PARQUET(
      "PAR1",
      "is a Parquet file: write it as CSV, such as by pandas.read_parquet(…).to_csv(…, index=False)"),
  FEATHER(
      "ARROW1",
      "is an Arrow file: write it as CSV, such as by pandas.read_feather(…).to_csv(…, index=False)"),
  NUMPY(
      "\u0093NUMPY",
      "is a NumPy file (.npy): write it as CSV, such as by numpy.savetxt(…, delimiter=',')"),
  HDF5("\u0089HDF\r\n", "is an HDF5 file: write its table as CSV"),
  PICKLE("\u0080", "is a Python pickle: write its table as CSV"),
  BZIP2("BZh", "is packed by bzip2: unpack it, or pack it by gzip"),
  XZ("\u00fd7zXZ", "is packed by xz: unpack it, or pack it by gzip"),
  ZSTD("(\u00b5/\u00fd", "is packed by Zstandard: unpack it, or pack it by gzip"),
  PDF("%PDF", "is a PDF document: send its table as CSV"),
  PNG("\u0089PNG", "is a picture: send CSV, or pixels as IDX files"),
  JPEG("\u00ff\u00d8\u00ff", "is a picture: send CSV, or pixels as IDX files"),
  HTML("<!DOCTYPE", "is a web page: download the file itself, such as the raw one"),
  LOWER_CASE_HTML("<html", "is a web page: download the file itself, such as the raw one"),
  HTML_TABLE("<table", "is a table of HTML: write it as CSV, such as by pandas.read_html"),
  XML("<?xml", "is XML: write its table as CSV"),
  ARFF("@relation", "is an ARFF file: send what follows its line @data"),
  JSON_OBJECT("{", "is JSON: post it as application/json, or write it as CSV"),
  JSON_LIST("[", "is JSON: post it as application/json, or write it as CSV"),
  IDX("\0\0", "is no text: IDX files are sent as images and labels");

  private static final int LONGEST = 16;

  private final byte[] magic;
  private final String reason;

  OtherFormat(String magic, String reason) {
    this.magic = magic.getBytes(StandardCharsets.ISO_8859_1);
    this.reason = reason;
  }

  /**
   * Returns the same bytes unless they have another format.
   *
   * @throws InvalidSpec if they do
   */
  static InputStream refuse(InputStream file) throws IOException {
    PushbackInputStream bytes = new PushbackInputStream(file, LONGEST);
    byte[] first = bytes.readNBytes(LONGEST);
    bytes.unread(first);
    for (OtherFormat format : values()) {
      if (format.begins(first)) {
        throw InvalidSpec.meaningless("file", format.reason);
      }
    }
    boolean isWide =
        first.length >= 4
            && (first[0] == 0) != (first[1] == 0)
            && (first[2] == 0) == (first[0] == 0);
    InvalidSpec.unless(!isWide, "file", UTF_16_LITTLE.reason);
    return bytes;
  }

  private boolean begins(byte[] first) {
    return first.length >= magic.length
        && Arrays.equals(first, 0, magic.length, magic, 0, magic.length);
  }
}
