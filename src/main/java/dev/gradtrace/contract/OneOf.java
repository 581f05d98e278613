package dev.gradtrace.contract;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Which words may stand in a component of a record, or in a query parameter. */
@Target({ElementType.RECORD_COMPONENT, ElementType.PARAMETER})
@Retention(RetentionPolicy.RUNTIME)
public @interface OneOf {

  /** The words of these constants, as {@link Named#word} spells them. */
  Class<? extends Enum<?>>[] value() default {};

  /** The names of the members of these families. */
  Family[] family() default {};

  /** Further words. */
  String[] also() default {};
}
