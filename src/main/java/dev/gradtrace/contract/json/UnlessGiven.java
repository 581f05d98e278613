package dev.gradtrace.contract.json;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * On a component of a request that may be {@code @Nullable}: it is required unless the member of
 * this name is given, which makes the object one of another form.
 */
@Target(ElementType.RECORD_COMPONENT)
@Retention(RetentionPolicy.RUNTIME)
public @interface UnlessGiven {

  /** The other member. */
  String value();
}
