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
 * Computes the entity tag of a static file from its content, so that browsers reuse a file that a
 * new release has not changed, and only such, whatever date the jar gives it. The tags are weak,
 * since answers may be compressed.
 */
final class ContentTags implements Function<Resource, String> {

  /** Most cached tags; more than there are files, since a file has several URLs. */
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
