package dev.gradtrace.contract.json;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * On a {@code @Nullable} component of a request: it is required unless the member of this name is
 * given, which makes the object one of another form; null does not count as absent.
 */
@Target(ElementType.RECORD_COMPONENT)
@Retention(RetentionPolicy.RUNTIME)
public @interface UnlessGiven {

  /** The other member. */
  String value();
}
