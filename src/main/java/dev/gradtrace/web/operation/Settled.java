package dev.gradtrace.web.operation;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Marks a read below {@code /{id}} whose answer no longer changes once its subject has ended: from
 * then on it has an {@code ETag}, and a matching {@code If-None-Match} is answered with 304 before
 * anything is read.
 */
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
public @interface Settled {

  /** The bean that knows the subject. */
  Class<? extends Subject> by();

  /** Whether caches may reuse the answer without asking; otherwise they must revalidate. */
  boolean immutable() default false;

  /** What an answer is about. */
  interface Subject {

    /**
     * A version that changes whenever the answer does.
     *
     * @param id from the path; may not exist
     * @return null while the subject may still change
     */
    @Nullable String version(String id);

    /**
     * The same for an answer that also depends on the query.
     *
     * @param query the values of each parameter
     */
    default @Nullable String version(String id, Map<String, String[]> query) {
      return version(id);
    }
  }
}
