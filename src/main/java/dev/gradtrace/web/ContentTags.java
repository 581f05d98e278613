package dev.gradtrace.web;

import dev.gradtrace.web.media.Sha256;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.springframework.core.io.Resource;

/**
 * The entity tag of a file is a digest of its content: a file that a newer release has left as it
 * was is still the one that a browser keeps, and one that it has changed is not, whatever the date
 * in an archive says. Tags are weak, since answers are compressed for those who accept that.
 */
final class ContentTags implements Function<Resource, String> {

  /** More than there are files: an address has many spellings. */
  private static final int MOST = 2_000;

  private final Map<Version, String> known = new ConcurrentHashMap<>();

  private record Version(URI place, long changed) {}

  @Override
  public String apply(Resource file) {
    try {
      Version version = new Version(file.getURI(), file.lastModified());
      String tag = known.get(version);
      if (tag == null) {
        tag = "W/\"%s\"".formatted(digest(file));
        if (known.size() < MOST) {
          known.put(version, tag);
        }
      }
      return tag;
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  private static String digest(Resource file) throws IOException {
    try (InputStream content = file.getInputStream()) {
      MessageDigest sha256 = Sha256.digest();
      new DigestInputStream(content, sha256).transferTo(OutputStream.nullOutputStream());
      return Sha256.hex(sha256);
    }
  }
}
