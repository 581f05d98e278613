package dev.gradtrace.notification;

import dev.gradtrace.validation.InvalidSpec;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * A key that messages are signed with, as Standard Webhooks write it: {@code whsec_} and 24 to 64
 * bytes in base 64. It shows itself to nobody.
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
   * The secret of a text.
   *
   * @throws InvalidSpec without a word of the text
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

  /** A secret that nobody knows. */
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

  /** The text that {@link #of} reads. */
  String text() {
    return PREFIX + Base64.getEncoder().encodeToString(key);
  }

  /**
   * The signature of a message, as its header says it.
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
