package dev.gradtrace.notification;

import dev.gradtrace.validation.InvalidSpec;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * A key that signs messages, in the notation of Standard Webhooks: {@code whsec_} and 24 to 64
 * bytes in base 64. Its {@code toString} hides it.
 *
 * @see <a
 *     href="https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md">Standard
 *     Webhooks</a>
 */
public final class Secret {

  private static final String PREFIX = "whsec_";
  private static final int SHORTEST = 24;
  private static final int LONGEST = 64;
  private static final String HMAC = "HmacSHA256";
  private static final String VERSION = "v1,";

  private final byte[] key;

  private Secret(byte[] key) {
    this.key = key;
  }

  /**
   * Reads a secret.
   *
   * @throws InvalidSpec with a message that does not quote the text
   */
  public static Secret of(String text) {
    byte[] key = text.startsWith(PREFIX) ? decoded(text.substring(PREFIX.length())) : new byte[0];
    InvalidSpec.unless(
        key.length >= SHORTEST && key.length <= LONGEST,
        "",
        "must be whsec_ and %d to %d bytes in base 64",
        SHORTEST,
        LONGEST);
    return new Secret(key);
  }

  /** A random secret that is told to nobody. */
  static Secret ofNobody() {
    byte[] key = new byte[LONGEST];
    new SecureRandom().nextBytes(key);
    return new Secret(key);
  }

  private static byte[] decoded(String text) {
    try {
      return text.length() > 2 * LONGEST ? new byte[0] : Base64.getDecoder().decode(text);
    } catch (IllegalArgumentException e) {
      return new byte[0];
    }
  }

  /** The notation that {@link #of} reads. */
  String text() {
    return PREFIX + Base64.getEncoder().encodeToString(key);
  }

  /**
   * The value of the signature header for a message.
   *
   * @param timestamp seconds since 1970
   */
  String sign(String id, long timestamp, byte[] body) {
    try {
      Mac mac = Mac.getInstance(HMAC);
      mac.init(new SecretKeySpec(key, HMAC));
      mac.update((id + "." + timestamp + ".").getBytes(StandardCharsets.UTF_8));
      return VERSION + Base64.getEncoder().encodeToString(mac.doFinal(body));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }
}
