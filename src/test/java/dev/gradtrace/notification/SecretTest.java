package dev.gradtrace.notification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.gradtrace.validation.InvalidSpec;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Messages are signed as the Python library of Standard Webhooks signs them. */
class SecretTest {

  @Test
  void signsAsTheLibraryOfStandardWebhooksDoes() throws Exception {
    try (InputStream in = SecretTest.class.getResourceAsStream("signatures.json")) {
      JsonNode signed = new JsonMapper().readTree(in);
      assertThat(signed).hasSize(12);
      for (JsonNode one : signed) {
        Secret secret = Secret.of(one.get("secret").asString());
        byte[] body = one.get("body").asString().getBytes(StandardCharsets.UTF_8);
        assertThat(secret.sign(one.get("id").asString(), one.get("timestamp").asLong(), body))
            .isEqualTo(one.get("signature").asString());
        assertThat(secret.text()).isEqualTo(one.get("secret").asString());
        assertThat(secret.toString()).doesNotContain(secret.text().substring(6));
      }
    }
  }

  static String secret(int bytes) {
    return "whsec_" + Base64.getEncoder().encodeToString(new byte[bytes]);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "whsec_", "whsec_AAAA", "whsec_!", "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"})
  void refusesWhatIsNoSecretWithoutSayingIt(String text) {
    assertThatExceptionOfType(InvalidSpec.class)
        .isThrownBy(() -> Secret.of(text))
        .withMessageContaining("must be whsec_ and 24 to 64 bytes in base 64")
        .satisfies(refusal -> assertThat(refusal.getMessage()).doesNotContain("AAAA"));
  }

  @Test
  void refusesKeysThatAreTooShortOrTooLong() {
    assertThat(Secret.of(secret(24)).text()).isEqualTo(secret(24));
    assertThat(Secret.of(secret(64)).text()).isEqualTo(secret(64));
    for (int bytes : new int[] {23, 65, 100_000}) {
      assertThatExceptionOfType(InvalidSpec.class).isThrownBy(() -> Secret.of(secret(bytes)));
    }
  }

  @Test
  void theServicesOwnIsThatOfItsSetting() {
    byte[] body = {1};
    NotificationSettings given = new NotificationSettings(secret(32));
    assertThat(given.orOfNobody().sign("a", 1, body))
        .isEqualTo(Secret.of(secret(32)).sign("a", 1, body));
    assertThat(given.toString()).doesNotContain("whsec");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new NotificationSettings("whsec_secret").orOfNobody())
        .withMessageContaining("gradtrace.outgoing.secret must be")
        .satisfies(refusal -> assertThat(refusal.getMessage()).doesNotContain("whsec_secret"));
    assertThat(new NotificationSettings(" ").orOfNobody().sign("a", 1, body))
        .isNotEqualTo(new NotificationSettings(null).orOfNobody().sign("a", 1, body));
  }
}
