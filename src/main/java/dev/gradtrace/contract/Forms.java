package dev.gradtrace.contract;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The forms of a request, exactly one of which it has; what belongs to no form stands beside any.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
public @interface Forms {

  Form[] value();

  /** What makes a form. */
  @interface Form {

    /** What it holds; null does not count. */
    String[] value();

    /** What it can hold. */
    String[] maybe() default {};
  }
}
