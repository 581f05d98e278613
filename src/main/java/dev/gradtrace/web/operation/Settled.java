package dev.gradtrace.web.operation;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * On a read below {@code /{id}} whose answer stays as it is once its subject has ended: from then
 * on it has an {@code ETag}, and {@code If-None-Match} is answered with 304 before anything is
 * read.
 */
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
public @interface Settled {

  /** A bean that knows the subject. */
  Class<? extends Subject> by();

  /** Whether the answer may be kept unasked; otherwise caches ask each time. */
  boolean immutable() default false;

  /** What an answer is about. */
  interface Subject {

    /**
     * Distinguishes the answers that were and will be given.
     *
     * @param id from the path, which may be unknown
     * @return null as long as the next answer may differ
     */
    @Nullable String version(String id);

    /**
     * The same of an answer that is also about what the query names.
     *
     * @param query the values of each of its parameters
     */
    default @Nullable String version(String id, Map<String, String[]> query) {
      return version(id);
    }
  }
}
