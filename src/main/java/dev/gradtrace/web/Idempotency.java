package dev.gradtrace.web;

import dev.gradtrace.validation.InvalidSpec;
import java.io.IOException;
import java.net.URI;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/**
 * Creates what a request asks for once, however often it is sent with the same {@code
 * Idempotency-Key}, and gives the first answer each time. Only answers that created something are
 * remembered.
 */
@Component
final class Idempotency {

  static final String HEADER = "Idempotency-Key";

  static final String DESCRIPTION =
      "Any text of up to 255 characters: with the same key and body the request is done once, and the"
          + " first answer is given again.";

  private static final int LONGEST_KEY = 255;

  private final IdempotencyKeys keys;
  private final JsonMapper json;

  Idempotency(IdempotencyKeys keys, JsonMapper json) {
    this.keys = keys;
    this.json = json;
  }

  /**
   * A request that may have been sent before.
   *
   * @param path what was asked; keys of different paths have nothing to do with each other
   * @param key null if whoever sent it does not care
   * @param fingerprint of the body, computed only if there is a key
   */
  record Request(String path, @Nullable String key, Supplier<String> fingerprint) {

    Request {
      InvalidSpec.unless(
          key == null || !key.isBlank() && key.length() <= LONGEST_KEY,
          HEADER,
          "must have 1 to %d characters",
          LONGEST_KEY);
    }
  }

  /** Creates something. */
  interface Creation {
    Identified create() throws IOException;
  }

  /** The answer to a request, now or the first time. */
  ResponseEntity<?> once(Request request, Creation creation) throws IOException {
    if (request.key() == null) {
      return created(request.path(), creation.create());
    }
    String key = request.path() + " " + request.key();
    IdempotencyKeys.Claim claim = keys.claim(key, request.fingerprint().get());
    return switch (claim.state()) {
      case FRESH -> first(request.path(), key, creation);
      case RUNNING ->
          throw new Conflict("The first request with this Idempotency-Key is still running.");
      case OTHER_BODY ->
          throw InvalidSpec.meaningless(
              HEADER, "was used for another body; take a new key for a new request");
      case ANSWERED -> replay(claim.answer());
    };
  }

  private static ResponseEntity<?> created(String path, Identified body) {
    return ResponseEntity.created(URI.create(path + "/" + body.id())).body(body);
  }

  private ResponseEntity<?> first(String path, String key, Creation creation) throws IOException {
    boolean answered = false;
    try {
      Identified body = creation.create();
      ResponseEntity<?> answer = created(path, body);
      keys.answer(
          key,
          new IdempotencyKeys.Answer(
              answer.getStatusCode().value(),
              path + "/" + body.id(),
              json.writeValueAsString(body)));
      answered = true;
      return answer;
    } finally {
      if (!answered) {
        keys.release(key);
      }
    }
  }

  private static ResponseEntity<String> replay(IdempotencyKeys.@Nullable Answer answer) {
    if (answer == null) {
      throw new IllegalStateException("an answered claim without an answer");
    }
    return ResponseEntity.status(answer.status())
        .location(URI.create(answer.location()))
        .contentType(MediaType.APPLICATION_JSON)
        .body(answer.body());
  }
}
