package dev.gradtrace.validation;

/**
 * One reason why a value is refused. Pointer and detail are shortened to readable lengths, however
 * long what was sent.
 *
 * @param pointer JSON Pointer (RFC 6901) to the value, relative to the checked value; empty for the
 *     whole of it
 * @param detail what is wrong with the value, as a sentence fragment for the person who sent it
 * @param kind whether the value has the wrong form or the wrong meaning
 */
public record Fault(String pointer, String detail, Kind kind) {

  /** Decides between the statuses 400 and 422. */
  public enum Kind {
    /** Not of the form the contract describes: wrong type, unknown or missing member or name. */
    MALFORMED,
    /** Of the right form but not meaningful: out of range, or in conflict with another value. */
    MEANINGLESS
  }

  private static final int LONGEST_ECHO = 200;
  private static final int LONGEST_POINTER = 300;
  private static final int LONGEST_DETAIL = 1000;

  public Fault {
    if (!pointer.isEmpty() && !pointer.startsWith("/")) {
      pointer = "/" + pointer;
    }
    pointer = Excerpt.of(pointer, LONGEST_POINTER);
    detail = Excerpt.of(detail, LONGEST_DETAIL);
  }

  /** The first 200 characters of a text that was sent, to be quoted in an answer. */
  public static String shorten(String text) {
    return Excerpt.of(text, LONGEST_ECHO);
  }

  /** Escapes a member's name for a JSON Pointer. */
  public static String escape(String member) {
    return member.replace("~", "~0").replace("/", "~1");
  }

  /**
   * This fault with a pointer relative to the value that has the checked one as its member {@code
   * parent}.
   */
  public Fault within(String parent) {
    String root = parent.isEmpty() || parent.startsWith("/") ? parent : "/" + parent;
    return new Fault(root + pointer, detail, kind);
  }
}
