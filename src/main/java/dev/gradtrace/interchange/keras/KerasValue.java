package dev.gradtrace.interchange.keras;

import dev.gradtrace.validation.Fault;
import dev.gradtrace.validation.InvalidSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A value of a Keras configuration with its pointer; reading it as another type is refused at that
 * pointer.
 *
 * @param pointer JSON Pointer
 * @param value a map, list, string, number, boolean or null
 */
record KerasValue(String pointer, @Nullable Object value) {

  /** A member of an object; a null value if there is none. */
  KerasValue get(String member) {
    String escaped = Fault.escape(member);
    return new KerasValue(pointer + "/" + escaped, object().get(member));
  }

  /** Whether an object has a member that is not null. */
  boolean has(String member) {
    return object().get(member) != null;
  }

  boolean isNull() {
    return value == null;
  }

  boolean isText() {
    return value instanceof String;
  }

  boolean isObject() {
    return value instanceof Map;
  }

  boolean isList() {
    return value instanceof List;
  }

  Map<?, ?> object() {
    return value instanceof Map<?, ?> map ? map : refuse("an object");
  }

  List<KerasValue> elements() {
    List<?> list = value instanceof List<?> given ? given : refuse("an array");
    List<KerasValue> elements = new ArrayList<>(list.size());
    for (Object element : list) {
      elements.add(new KerasValue(pointer + "/" + elements.size(), element));
    }
    return elements;
  }

  String text() {
    return value instanceof String text ? text : refuse("a string");
  }

  String text(String otherwise) {
    return value == null ? otherwise : text();
  }

  /** A number; a decimal that was stored as a 32-bit float is restored. */
  double number(double otherwise) {
    if (value == null) {
      return otherwise;
    }
    double number =
        value instanceof Number given ? given.doubleValue() : this.<Double>refuse("a number");
    float single = (float) number;
    return single == number ? Double.parseDouble(Float.toString(single)) : number;
  }

  int integer() {
    long number = value instanceof Long given ? given : this.<Long>refuse("an integer");
    if (number > Integer.MAX_VALUE) {
      throw malformed("must be at most %d, was %d", Integer.MAX_VALUE, number);
    }
    if (number < Integer.MIN_VALUE) {
      throw malformed("must be at least %d, was %d", Integer.MIN_VALUE, number);
    }
    return (int) number;
  }

  boolean flag(boolean otherwise) {
    if (value == null) {
      return otherwise;
    }
    return value instanceof Boolean flag ? flag : this.<Boolean>refuse("true or false");
  }

  /** The refusal of a value that is valid in Keras but not supported here. */
  InvalidSpec unsupported(String format, @Nullable Object... values) {
    return InvalidSpec.meaningless(pointer, format, values);
  }

  /** The refusal of a value of a wrong type or form. */
  InvalidSpec malformed(String format, @Nullable Object... values) {
    return InvalidSpec.malformed(pointer, format, values);
  }

  private <T> T refuse(String expected) {
    throw InvalidSpec.malformed(pointer, "must be %s", expected);
  }
}
