package dev.gradtrace.contract.json;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks a {@code @Nullable} component of a request as required unless another member is given, with
 * which the object has another form; null does not count as absent.
 */
@Target(ElementType.RECORD_COMPONENT)
@Retention(RetentionPolicy.RUNTIME)
public @interface UnlessGiven {

  /** The other member. */
  String value();
}
