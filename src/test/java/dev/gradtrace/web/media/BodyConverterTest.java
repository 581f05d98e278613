package dev.gradtrace.web.media;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gradtrace.contract.json.Body;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.core.ResolvableType;
import org.springframework.mock.http.MockHttpInputMessage;

class BodyConverterTest {

  private static final ResolvableType BODY =
      ResolvableType.forClassWithGenerics(Body.class, Counted.class);

  private final BodyConverter converter = new BodyConverter(1000, bytes -> {}, "Key");

  record Counted(Integer count) {}

  @Test
  void givesTheSameFingerprintToTheSameBytesOnly() throws IOException {
    assertThat(fingerprint("{\"count\": 1}", "Key"))
        .hasSize(64)
        .isEqualTo(fingerprint("{\"count\": 1}", "Key"))
        .isNotEqualTo(fingerprint("{\"count\":1}", "Key"))
        .isNotEqualTo(fingerprint("{\"count\": 2}", "Key"));
  }

  @Test
  void givesNoFingerprintThatNobodyAsksFor() throws IOException {
    assertThat(fingerprint("{\"count\": 1}", "Other")).isEmpty();
  }

  private String fingerprint(String json, String header) throws IOException {
    MockHttpInputMessage message = new MockHttpInputMessage(json.getBytes(StandardCharsets.UTF_8));
    message.getHeaders().add(header, "x");
    return converter.read(BODY, message, Map.of()).fingerprint();
  }
}
