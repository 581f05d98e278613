package dev.gradtrace.interchange.keras;

import dev.gradtrace.validation.Fault;
import dev.gradtrace.validation.InvalidSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A value in a configuration of Keras and where it stands; what is read of it and has another form
 * is refused there.
 *
 * @param pointer JSON Pointer
 * @param value a map, list, string, number, boolean or null
 */
record KerasValue(String pointer, @Nullable Object value) {

  /** A member of an object; null where there is none. */
  KerasValue get(String member) {
    String escaped = Fault.escape(member);
    return new KerasValue(pointer + "/" + escaped, object().get(member));
  }

  /** Whether an object has a member, and it is not null. */
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

  /** A number; one of 32 bits, as some layers keep theirs, as it was meant. */
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
    return value instanceof Long number && number == number.intValue()
        ? number.intValue()
        : this.<Integer>refuse("an integer");
  }

  boolean flag(boolean otherwise) {
    if (value == null) {
      return otherwise;
    }
    return value instanceof Boolean flag ? flag : this.<Boolean>refuse("true or false");
  }

  /** The refusal of what is understood but not supported. */
  InvalidSpec unsupported(String format, @Nullable Object... values) {
    return InvalidSpec.meaningless(pointer, format, values);
  }

  /** The refusal of what is something else. */
  InvalidSpec malformed(String format, @Nullable Object... values) {
    return InvalidSpec.malformed(pointer, format, values);
  }

  private <T> T refuse(String expected) {
    throw InvalidSpec.malformed(pointer, "must be %s", expected);
  }
}
