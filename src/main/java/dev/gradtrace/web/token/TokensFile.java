package dev.gradtrace.web.token;

import dev.gradtrace.access.Caller;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The tokens in a file, at most a second old. While the file cannot be read or parsed, the previous
 * tokens stay valid.
 */
final class TokensFile {

  static final Duration PATIENCE = Duration.ofSeconds(1);

  /** A thousand times the size of a file with a hundred tokens. */
  private static final long MOST_BYTES = 10L << 20;

  private static final Logger LOG = LoggerFactory.getLogger(TokensFile.class);

  private final Path path;
  private final InstantSource time;
  private final AtomicLong lookedAt;

  private volatile String text;
  private volatile Tokens tokens;

  /**
   * Reads the file for the first time.
   *
   * @throws UnusableTokens if it cannot be read or parsed
   */
  TokensFile(Path path, InstantSource time) {
    this.path = path;
    this.time = time;
    lookedAt = new AtomicLong(time.millis());
    text = read(path);
    tokens = understood(text);
  }

  @Nullable Caller find(String token) {
    look();
    return tokens.find(token);
  }

  int count() {
    return tokens.count();
  }

  /** Reads the file again, unless that was done within the last second. */
  private void look() {
    long last = lookedAt.get();
    long now = time.millis();
    if (now - last < PATIENCE.toMillis() || !lookedAt.compareAndSet(last, now)) {
      return;
    }
    try {
      String present = read(path);
      if (!present.equals(text)) {
        text = present;
        tokens = understood(present);
        LOG.info("Tokens are now those of {} lines of {}", tokens.count(), path);
      }
    } catch (UnusableTokens fault) {
      LOG.error("{}; the tokens of before stay good", fault.getMessage());
    }
  }

  private static String read(Path path) {
    try {
      if (Files.size(path) > MOST_BYTES) {
        throw new UnusableTokens("The file of tokens " + path + " is larger than 10 MB");
      }
      return Files.readString(path, StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UnusableTokens("The file of tokens " + path + " cannot be read as UTF-8 text");
    }
  }

  private Tokens understood(String text) {
    try {
      return Tokens.of(text.lines().toList());
    } catch (UnusableTokens fault) {
      throw new UnusableTokens(fault.getMessage() + " in the file of tokens " + path);
    }
  }
}
