package dev.gradtrace.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gradtrace.validation.InvalidSpec;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.springframework.http.ResponseEntity;
import tools.jackson.databind.json.JsonMapper;

class IdempotencyTest {

  private final Idempotency idempotency =
      new Idempotency(new InMemoryIdempotencyKeys(), new JsonMapper());
  private int created;

  @Test
  void createsOnceForOneKeyAndBody() throws IOException {
    ResponseEntity<?> first = idempotency.once(request("key", "body"), this::create);
    ResponseEntity<?> second = idempotency.once(request("key", "body"), this::create);
    assertThat(created).isEqualTo(1);
    assertThat(second.getStatusCode()).isEqualTo(first.getStatusCode());
    assertThat(first.getHeaders().getLocation()).hasToString("/v1/things/1");
    assertThat(second.getHeaders().getLocation()).isEqualTo(first.getHeaders().getLocation());
    assertThat(second.getBody()).isEqualTo("{\"id\":\"1\"}");
  }

  @Test
  void createsAnewWithoutAKey() throws IOException {
    idempotency.once(request(null, "body"), this::create);
    idempotency.once(request(null, "body"), this::create);
    assertThat(created).isEqualTo(2);
  }

  @Test
  void refusesTheKeyOfAnotherBody() throws IOException {
    idempotency.once(request("key", "body"), this::create);
    assertThatThrownBy(() -> idempotency.once(request("key", "other"), this::create))
        .isInstanceOf(InvalidSpec.class);
  }

  @Test
  void refusesTheKeyOfWhatStillRuns() throws IOException {
    idempotency.once(
        request("key", "body"),
        () -> {
          assertThatThrownBy(() -> idempotency.once(request("key", "body"), this::create))
              .isInstanceOf(Conflict.class);
          return create();
        });
    assertThat(created).isEqualTo(1);
  }

  @Test
  void forgetsWhatFailed() throws IOException {
    assertThatThrownBy(
            () ->
                idempotency.once(
                    request("key", "body"),
                    () -> {
                      throw new Conflict("no");
                    }))
        .isInstanceOf(Conflict.class);
    idempotency.once(request("key", "other"), this::create);
    assertThat(created).isEqualTo(1);
  }

  private static Idempotency.Request request(String key, String body) {
    return new Idempotency.Request("/v1/things", key, () -> body);
  }

  private Thing create() {
    created++;
    return new Thing(Integer.toString(created));
  }

  private record Thing(String id) implements Identified {}
}
