package dev.gradtrace.web.operation;

import dev.gradtrace.validation.Conflict;
import dev.gradtrace.validation.InvalidSpec;
import java.io.IOException;
import java.net.URI;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
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
 *
 * <p>Who sends a request again while the first runs here is told so at once; while it runs in
 * another replica, waits for its answer.
 */
@Component
public final class Idempotency {

  public static final String HEADER = "Idempotency-Key";

  public static final String DESCRIPTION =
      "Any text of up to 255 characters: with the same key and body the request is done once, and the"
          + " first answer is given again, for a day.";

  private static final int LONGEST_KEY = 255;

  private final IdempotencyKeys keys;
  private final JsonMapper json;
  private final Set<String> running = ConcurrentHashMap.newKeySet();

  Idempotency(IdempotencyKeys keys, JsonMapper json) {
    this.keys = keys;
    this.json = json;
  }

  /**
   * A request that may have been sent before.
   *
   * @param path what was asked; keys of different paths have nothing to do with each other
   * @param collection under which its answer has its address
   * @param key null if whoever sent it does not care
   * @param fingerprint of the body, computed only if there is a key
   */
  public record Request(
      String path, String collection, @Nullable String key, Supplier<String> fingerprint) {

    /** A request for one more of what is under the path. */
    public Request(String path, @Nullable String key, Supplier<String> fingerprint) {
      this(path, path, key, fingerprint);
    }

    public Request {
      InvalidSpec.unless(
          key == null || !key.isBlank() && key.length() <= LONGEST_KEY,
          HEADER,
          "must have 1 to %d characters",
          LONGEST_KEY);
    }
  }

  /** What a request asks for, as far as nothing is created yet. */
  public interface Preparation<S> {
    S prepare() throws IOException;
  }

  /** The answer to a request, now or the first time. */
  public <S> ResponseEntity<?> once(
      Request request, Preparation<S> preparation, Function<? super S, Identified> creation)
      throws IOException {
    if (request.key() == null) {
      Identified body = creation.apply(preparation.prepare());
      return ResponseEntity.created(location(request, body)).body(body);
    }
    String key = request.path() + " " + request.key();
    String fingerprint = request.fingerprint().get();
    requireRest(!running.contains(key));
    Optional<IdempotencyKeys.Use> earlier = keys.find(key);
    IdempotencyKeys.Use use =
        earlier.isPresent()
            ? earlier.get()
            : first(request, key, fingerprint, preparation, creation);
    if (!use.fingerprint().equals(fingerprint)) {
      throw InvalidSpec.meaningless(
          HEADER, "was used for another body; take a new key for a new request");
    }
    return ResponseEntity.created(URI.create(use.answer().location()))
        .contentType(MediaType.APPLICATION_JSON)
        .body(use.answer().body());
  }

  private <S> IdempotencyKeys.Use first(
      Request request,
      String key,
      String fingerprint,
      Preparation<S> preparation,
      Function<? super S, Identified> creation)
      throws IOException {
    requireRest(running.add(key));
    try {
      S prepared = preparation.prepare();
      return keys.keep(key, fingerprint, () -> answer(request, creation.apply(prepared)));
    } finally {
      running.remove(key);
    }
  }

  private static void requireRest(boolean rests) {
    if (!rests) {
      throw new Conflict("The first request with this Idempotency-Key is still running.");
    }
  }

  private IdempotencyKeys.Answer answer(Request request, Identified body) {
    return new IdempotencyKeys.Answer(
        location(request, body).toString(), json.writeValueAsString(body));
  }

  private static URI location(Request request, Identified body) {
    return URI.create(request.collection() + "/" + body.id());
  }
}
