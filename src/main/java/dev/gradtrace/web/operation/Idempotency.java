package dev.gradtrace.web.operation;

import dev.gradtrace.access.Caller;
import dev.gradtrace.validation.InvalidSpec;
import dev.gradtrace.validation.Refusal;
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
 * Executes a creating request once, however often it is sent with the same {@code Idempotency-Key},
 * and repeats the first answer. Only answers of successful creations are stored.
 *
 * <p>A request that is repeated while the first one runs is refused in the same replica; in another
 * replica it waits for the answer.
 */
@Component
public final class Idempotency {

  public static final String HEADER = "Idempotency-Key";

  public static final String DESCRIPTION =
      "Any text of up to 255 characters: with the same key and body the request is done once, and the"
          + " first answer is given again, for a day.";

  public static final int LONGEST_KEY = 255;

  private final JdbcIdempotencyKeys keys;
  private final JsonMapper json;
  private final Set<String> running = ConcurrentHashMap.newKeySet();

  Idempotency(JdbcIdempotencyKeys keys, JsonMapper json) {
    this.keys = keys;
    this.json = json;
  }

  /**
   * The key of a request.
   *
   * @param path of the request; the same key under another path is another key
   * @param caller owner of the key, if tokens are required, and client to whose storage the answer
   *     counts
   * @param collection path below which the created resource has its id
   * @param text null if the request has no key and may be repeated
   */
  public record Key(String path, Caller caller, String collection, @Nullable String text) {

    /**
     * The key in the database; starts with the length of the owner's name, since names may contain
     * spaces.
     */
    private String name() {
      String owner = caller.owner();
      return (owner == null ? "" : owner.length() + " " + owner + " ") + path + " " + text;
    }
  }

  /**
   * How to create and read resources of one kind.
   *
   * @param create creates what was prepared
   * @param read reads the resource with an id in its present state
   */
  public record Collection<S>(
      Function<? super S, HasId> create, Function<? super String, HasId> read) {}

  /** Prepares what a request asks for, before anything is created. */
  public interface Preparation<S> {
    S prepare() throws IOException;
  }

  /**
   * Creates the resource, or repeats the first answer; if that was too long to store, the resource
   * is read in its present state.
   *
   * @param fingerprint of the body, computed only if there is a key
   * @throws InvalidSpec if the key is blank, longer than 255 characters, or was used with another
   *     body
   */
  public <S> ResponseEntity<?> once(
      Key key, Supplier<String> fingerprint, Preparation<S> preparation, Collection<S> collection)
      throws IOException {
    if (key.text() == null) {
      HasId body = collection.create().apply(preparation.prepare());
      return ResponseEntity.created(location(key, body)).body(body);
    }
    requireLength(key.text());
    String name = key.name();
    String body = fingerprint.get();
    requireRest(!running.contains(name));
    Optional<JdbcIdempotencyKeys.Use> earlier = keys.find(name);
    JdbcIdempotencyKeys.Use use =
        earlier.isPresent()
            ? earlier.get()
            : first(
                key,
                body,
                () -> {
                  S prepared = preparation.prepare();
                  return () -> answer(key, collection.create().apply(prepared));
                });
    if (!use.fingerprint().equals(body)) {
      throw InvalidSpec.meaningless(
          HEADER, "was used for another body; take a new key for a new request");
    }
    return again(use.answer(), collection);
  }

  private static ResponseEntity<?> again(
      JdbcIdempotencyKeys.Answer first, Collection<?> collection) {
    URI location = URI.create(first.location());
    String body = first.body();
    ResponseEntity.BodyBuilder answer =
        ResponseEntity.created(location).contentType(MediaType.APPLICATION_JSON);
    return body == null
        ? answer.body(collection.read().apply(first.location().replaceFirst(".*/", "")))
        : answer.body(body);
  }

  private JdbcIdempotencyKeys.Use first(
      Key key, String fingerprint, Preparation<Supplier<JdbcIdempotencyKeys.Answer>> preparation)
      throws IOException {
    String name = key.name();
    requireRest(running.add(name));
    try {
      return keys.keep(key.caller().client(), name, fingerprint, preparation.prepare());
    } finally {
      running.remove(name);
    }
  }

  private static void requireLength(String text) {
    InvalidSpec.unless(
        !text.isBlank() && text.length() <= LONGEST_KEY,
        HEADER,
        "must have 1 to %d characters",
        LONGEST_KEY);
  }

  private static void requireRest(boolean rests) {
    if (!rests) {
      throw Refusal.conflict("The first request with this Idempotency-Key is still running.");
    }
  }

  private JdbcIdempotencyKeys.Answer answer(Key key, HasId body) {
    return JdbcIdempotencyKeys.Answer.of(
        location(key, body).toString(), json.writeValueAsString(body));
  }

  private static URI location(Key key, HasId body) {
    return body instanceof HasAddress elsewhere
        ? elsewhere.address()
        : URI.create(key.collection() + "/" + body.id());
  }
}
