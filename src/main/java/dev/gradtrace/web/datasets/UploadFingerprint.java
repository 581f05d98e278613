package dev.gradtrace.web.datasets;

import dev.gradtrace.web.media.Sha256;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.util.Map;
import java.util.TreeMap;
import org.springframework.web.multipart.MultipartFile;
import org.springframework.web.multipart.MultipartHttpServletRequest;

/** A fingerprint that is equal for uploads with the same parts. */
final class UploadFingerprint {

  private UploadFingerprint() {}

  /** SHA-256 of all parts, independent of their order and boundary. */
  static String of(MultipartHttpServletRequest parts) {
    try {
      MessageDigest digest = Sha256.digest();
      DigestOutputStream sink = new DigestOutputStream(OutputStream.nullOutputStream(), digest);
      for (Map.Entry<String, String[]> text : new TreeMap<>(parts.getParameterMap()).entrySet()) {
        write(sink, text.getKey());
        write(sink, String.join("\0", text.getValue()));
      }
      for (Map.Entry<String, MultipartFile> file : new TreeMap<>(parts.getFileMap()).entrySet()) {
        write(sink, file.getKey());
        write(sink, file.getValue().getOriginalFilename() + "\0" + file.getValue().getSize());
        try (InputStream bytes = file.getValue().getInputStream()) {
          bytes.transferTo(sink);
        }
      }
      return Sha256.hex(digest);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void write(OutputStream sink, String text) throws IOException {
    sink.write((text + "\0").getBytes(StandardCharsets.UTF_8));
  }
}
