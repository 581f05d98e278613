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
import java.util.function.Function;
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
        idempotency.once(request("key"), () -> "body", () -> "thing", things(this::create));
    ResponseEntity<?> second =
        idempotency.once(request("key"), () -> "body", () -> "thing", things(this::create));
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
          things(this::create));
    }
    assertThat(created).isEqualTo(2);
  }

  @Test
  void createsAnewWithoutAKey() throws IOException {
    idempotency.once(request(null), () -> "body", () -> "thing", things(this::create));
    idempotency.once(request(null), () -> "body", () -> "thing", things(this::create));
    assertThat(created).isEqualTo(2);
  }

  @Test
  void refusesTheKeyOfAnotherBody() throws IOException {
    idempotency.once(request("key"), () -> "body", () -> "thing", things(this::create));
    assertThatThrownBy(
            () ->
                idempotency.once(
                    request("key"), () -> "other", () -> "thing", things(this::create)))
        .isInstanceOf(InvalidSpec.class);
  }

  @Test
  void refusesTheKeyOfWhatStillRuns() throws IOException {
    idempotency.once(
        request("key"),
        () -> "body",
        () -> "thing",
        things(
            thing -> {
              assertThatThrownBy(
                      () ->
                          idempotency.once(
                              request("key"), () -> "body", () -> "thing", things(this::create)))
                  .isInstanceOf(Refusal.class);
              return create(thing);
            }));
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
                    things(
                        thing -> {
                          throw Refusal.conflict("no");
                        })))
        .isInstanceOf(Refusal.class);
    idempotency.once(request("key"), () -> "other", () -> "thing", things(this::create));
    assertThat(created).isEqualTo(1);
  }

  @Test
  void forgetsAfterADay() throws IOException {
    idempotency.once(request("key"), () -> "body", () -> "thing", things(this::create));
    now = now.plus(JdbcIdempotencyKeys.LIFETIME);
    idempotency.once(request("key"), () -> "other", () -> "thing", things(this::create));
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

  @Test
  void keepsTheAddressAloneOfALongAnswer() throws IOException {
    Idempotency.Collection<String> long0 =
        new Idempotency.Collection<>(
            thing -> new Long(create(thing).id(), "x".repeat(100_000)),
            id -> new Long(id, "as it is now"));
    idempotency.once(request("key"), () -> "body", () -> "thing", long0);
    ResponseEntity<?> second = idempotency.once(request("key"), () -> "body", () -> "thing", long0);
    assertThat(created).isEqualTo(1);
    assertThat(second.getHeaders().getLocation()).hasToString("/v1/things/1");
    assertThat(second.getBody()).isEqualTo(new Long("1", "as it is now"));
    assertThat(
            database
                .jdbc()
                .queryForObject("select sum(bytes) from idempotency_keys", Integer.class))
        .isZero();
  }

  private record Long(String id, String text) implements HasId {}

  private static Idempotency.Collection<String> things(Function<String, HasId> create) {
    return new Idempotency.Collection<>(create, Thing::new);
  }

  private Thing create(String thing) {
    created++;
    return new Thing(Integer.toString(created));
  }

  private record Thing(String id) implements HasId {}
}
