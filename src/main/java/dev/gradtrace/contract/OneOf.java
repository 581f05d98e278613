package dev.gradtrace.contract;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** The words allowed in a component of a record or in a query parameter. */
@Target({ElementType.RECORD_COMPONENT, ElementType.PARAMETER})
@Retention(RetentionPolicy.RUNTIME)
public @interface OneOf {

  /** Enums whose constants are allowed, as {@link Named#word} spells them. */
  Class<? extends Enum<?>>[] value() default {};

  /** Families whose member names are allowed. */
  Family[] family() default {};

  /** Further allowed words. */
  String[] also() default {};
}
