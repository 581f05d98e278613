package dev.gradtrace.contract;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The forms of a request, exactly one of which must be given; members of no form may be given with
 * any.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
public @interface Forms {

  Form[] value();

  /** One form. */
  @interface Form {

    /** Members that the form requires; none may be null. */
    String[] value();

    /** Further members that the form allows. */
    String[] maybe() default {};
  }
}
