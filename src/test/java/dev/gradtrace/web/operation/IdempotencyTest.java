package dev.gradtrace.web.operation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gradtrace.access.Caller;
import dev.gradtrace.access.Role;
import dev.gradtrace.storage.TestDatabase;
import dev.gradtrace.validation.InvalidSpec;
import dev.gradtrace.validation.Refusal;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.http.ResponseEntity;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.json.JsonMapper;

class IdempotencyTest {

  private final TestDatabase database = TestDatabase.inMemory();
  private Instant now = Instant.parse("2026-01-01T12:00:00Z");
  private final JdbcIdempotencyKeys keys =
      new JdbcIdempotencyKeys(
          JdbcClient.create(database.jdbc()), database.transactions(), () -> now);
  private final Idempotency idempotency = new Idempotency(keys, new JsonMapper());
  private int created;

  @Test
  void createsOnceForOneKeyAndBody() throws IOException {
    ResponseEntity<?> first =
        idempotency.once(request("key"), () -> "body", () -> "thing", this::create);
    ResponseEntity<?> second =
        idempotency.once(request("key"), () -> "body", () -> "thing", this::create);
    assertThat(created).isEqualTo(1);
    assertThat(second.getStatusCode()).isEqualTo(first.getStatusCode());
    assertThat(first.getHeaders().getLocation()).hasToString("/v1/things/1");
    assertThat(second.getHeaders().getLocation()).isEqualTo(first.getHeaders().getLocation());
    assertThat(second.getBody()).isEqualTo("{\"id\":\"1\"}");
  }

  @Test
  void keepsTheKeysOfOwnersApart() throws IOException {
    for (String owner : List.of("ada", "ben", "ada")) {
      idempotency.once(
          new Idempotency.Key("/v1/things", Caller.named(owner, Role.WRITE), "/v1/things", "key"),
          () -> "body",
          () -> "thing",
          this::create);
    }
    assertThat(created).isEqualTo(2);
  }

  @Test
  void createsAnewWithoutAKey() throws IOException {
    idempotency.once(request(null), () -> "body", () -> "thing", this::create);
    idempotency.once(request(null), () -> "body", () -> "thing", this::create);
    assertThat(created).isEqualTo(2);
  }

  @Test
  void refusesTheKeyOfAnotherBody() throws IOException {
    idempotency.once(request("key"), () -> "body", () -> "thing", this::create);
    assertThatThrownBy(
            () -> idempotency.once(request("key"), () -> "other", () -> "thing", this::create))
        .isInstanceOf(InvalidSpec.class);
  }

  @Test
  void refusesTheKeyOfWhatStillRuns() throws IOException {
    idempotency.once(
        request("key"),
        () -> "body",
        () -> "thing",
        thing -> {
          assertThatThrownBy(
                  () -> idempotency.once(request("key"), () -> "body", () -> "thing", this::create))
              .isInstanceOf(Refusal.class);
          return create(thing);
        });
    assertThat(created).isEqualTo(1);
  }

  @Test
  void forgetsWhatFailed() throws IOException {
    assertThatThrownBy(
            () ->
                idempotency.once(
                    request("key"),
                    () -> "body",
                    () -> "thing",
                    thing -> {
                      throw Refusal.conflict("no");
                    }))
        .isInstanceOf(Refusal.class);
    idempotency.once(request("key"), () -> "other", () -> "thing", this::create);
    assertThat(created).isEqualTo(1);
  }

  @Test
  void forgetsAfterADay() throws IOException {
    idempotency.once(request("key"), () -> "body", () -> "thing", this::create);
    now = now.plus(JdbcIdempotencyKeys.LIFETIME);
    idempotency.once(request("key"), () -> "other", () -> "thing", this::create);
    assertThat(created).isEqualTo(2);
    assertThat(keys.find("/v1/things key").orElseThrow().fingerprint()).isEqualTo("other");
  }

  @Test
  void createsNothingIfTheAnswerIsNotKept() {
    keys.keep("service", "key", "body", () -> new JdbcIdempotencyKeys.Answer("/1", "first"));
    JdbcIdempotencyKeys.Use second =
        keys.keep(
            "service",
            "key",
            "body",
            () -> {
              throw new AssertionError("created twice");
            });
    assertThat(second.answer().body()).isEqualTo("first");
  }

  private static Idempotency.Key request(String key) {
    return new Idempotency.Key("/v1/things", Caller.SERVICE, "/v1/things", key);
  }

  private Thing create(String thing) {
    created++;
    return new Thing(Integer.toString(created));
  }

  private record Thing(String id) implements HasId {}
}
