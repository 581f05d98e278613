package dev.gradtrace.contract.json;

import dev.gradtrace.validation.Excerpt;
import dev.gradtrace.validation.Fault;
import dev.gradtrace.validation.Faults;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.TokenStreamLocation;

/** The state of reading a JSON text: the parser and the faults so far. */
final class Reading {

  private static final int QUOTED_LENGTH = 40;

  private final JsonParser parser;
  private final List<Fault> faults = new ArrayList<>();

  Reading(JsonParser parser) {
    this.parser = parser;
  }

  List<Fault> faults() {
    return faults;
  }

  JsonParser parser() {
    return parser;
  }

  /** The next token; null at the end of the text. */
  @Nullable JsonToken next() {
    return parser.nextToken();
  }

  boolean at(JsonToken token) {
    return parser.hasToken(token);
  }

  /** The current string; adds a fault if part of it is no character. */
  String text() {
    String text = parser.getString();
    if (text.codePoints().anyMatch(one -> Character.getType(one) == Character.SURROGATE)) {
      malformed("has half of a surrogate pair, which is no character");
    }
    return text;
  }

  /** Adds a fault for the current value and skips it. */
  <T> @Nullable T refuse(String expected) {
    malformed(pointer(), "must be " + expected + ", was " + found());
    parser.skipChildren();
    return null;
  }

  /** Adds a fault of form at the current place. */
  void malformed(String detail) {
    malformed(pointer(), detail);
  }

  void malformed(String pointer, String detail) {
    note(new Fault(pointer, detail, Fault.Kind.MALFORMED));
  }

  /** Adds a fault of meaning at the current value. */
  void meaningless(String detail) {
    note(new Fault(pointer(), detail, Fault.Kind.MEANINGLESS));
  }

  private void note(Fault fault) {
    faults.add(fault);
    if (faults.size() == Faults.MOST) {
      throw new TooManyFaults();
    }
  }

  /** Ends the reading once {@link dev.gradtrace.validation.Faults#MOST} faults are found. */
  static final class TooManyFaults extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private TooManyFaults() {
      super("too many faults", null, false, false);
    }
  }

  /** JSON Pointer to the current value or name. */
  String pointer() {
    return parser.streamReadContext().pathAsPointer().toString();
  }

  /** JSON Pointer to a member of the object just left. */
  String pointer(String member) {
    return pointer() + "/" + Fault.escape(member);
  }

  /** Line and column of the current token. */
  String location() {
    TokenStreamLocation location = parser.currentLocation();
    return "line " + location.getLineNr() + ", column " + location.getColumnNr();
  }

  /** The current value as shown in messages. */
  String found() {
    return switch (parser.currentToken()) {
      case START_OBJECT -> "an object";
      case START_ARRAY -> "an array";
      case VALUE_STRING -> "the string " + quote(parser.getString());
      default -> Excerpt.of(parser.getString(), QUOTED_LENGTH);
    };
  }

  static String quote(String text) {
    return '"' + Excerpt.of(text, QUOTED_LENGTH) + '"';
  }
}
