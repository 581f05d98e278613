package dev.gradtrace.contract.json;

import static java.util.Objects.requireNonNull;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.JsonNode;

/** Reads the current value; a value that does not fit is skipped and adds a fault. */
interface ValueReader {

  /** Most elements of a list of objects or strings; rows of numbers have no such limit. */
  int LONGEST_LIST = 20_000;

  Map<Class<?>, ValueReader> PLAIN =
      Map.of(
          String.class,
          in -> in.at(JsonToken.VALUE_STRING) ? in.text() : in.refuse("a string"),
          Boolean.class,
          in ->
              in.at(JsonToken.VALUE_TRUE) || in.at(JsonToken.VALUE_FALSE)
                  ? in.parser().getBooleanValue()
                  : in.refuse("true or false"),
          Double.class,
          Numbers::real,
          Integer.class,
          Numbers::integer,
          Long.class,
          Numbers::whole,
          double[].class,
          Numbers::reals,
          int[].class,
          Numbers::integers,
          NumberTable.class,
          NumberTableReader::read,
          JsonNode.class,
          TreeReader::read);

  /** The value; null if it was refused. */
  @Nullable Object read(Reading in);

  /** The reader of a type, with the default bound for lists. */
  static ValueReader of(Type type) {
    return of(type, LONGEST_LIST);
  }

  /**
   * The reader of a record component's type.
   *
   * @param longest most elements of a list; longer ones are refused
   */
  static ValueReader of(Type type, int longest) {
    if (type instanceof Class<?> raw) {
      return raw.isRecord() && raw != NumberTable.class
          ? record(raw.asSubclass(Record.class))
          : requireNonNull(PLAIN.get(raw), () -> "no JSON form is known of " + raw);
    }
    if (type instanceof ParameterizedType list && list.getRawType() == List.class) {
      return list(list.getActualTypeArguments()[0], longest);
    }
    if (type instanceof ParameterizedType change && isChange(type)) {
      ValueReader value = of(change.getActualTypeArguments()[0], longest);
      return in -> new Change<>(in.at(JsonToken.VALUE_NULL) ? null : value.read(in));
    }
    throw new IllegalArgumentException("no JSON form is known of " + type);
  }

  /** Whether a type is {@link Change}, to which null is a value. */
  static boolean isChange(Type type) {
    return type instanceof ParameterizedType change && change.getRawType() == Change.class;
  }

  /** Looks the reader up late, since a record may contain records of its own type. */
  private static ValueReader record(Class<? extends Record> type) {
    return in -> RecordReader.of(type).read(in);
  }

  private static ValueReader list(Type elementType, int longest) {
    ValueReader element = of(elementType);
    return in -> {
      if (!in.at(JsonToken.START_ARRAY)) {
        return in.refuse("an array");
      }
      List<@Nullable Object> elements = new ArrayList<>();
      boolean tooLong = false;
      while (in.next() != JsonToken.END_ARRAY) {
        if (elements.size() < longest) {
          elements.add(element.read(in));
        } else {
          in.parser().skipChildren();
          tooLong = true;
        }
      }
      if (tooLong) {
        in.meaningless("has more than " + longest + " elements");
      }
      return elements;
    };
  }
}
