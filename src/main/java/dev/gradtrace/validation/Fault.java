package dev.gradtrace.validation;

/**
 * One reason why a value is refused.
 *
 * @param pointer JSON Pointer (RFC 6901) to the value, relative to what was checked; empty for the
 *     whole of it
 * @param detail what is wrong with the value, as a sentence fragment for the person who sent it
 * @param kind whether the value has the wrong form or no meaning
 */
public record Fault(String pointer, String detail, Kind kind) {

  /** Whether a value has the wrong form or no meaning. */
  public enum Kind {
    /** Not of the form the contract describes: wrong type, unknown or missing field or name. */
    MALFORMED,
    /** Of the right form, but without a meaning: out of range, or at odds with another value. */
    MEANINGLESS
  }

  public Fault {
    if (!pointer.isEmpty() && !pointer.startsWith("/")) {
      pointer = "/" + pointer;
    }
  }

  /** The name of a member as a pointer spells it. */
  public static String escape(String member) {
    return member.replace("~", "~0").replace("/", "~1");
  }

  /** This fault as seen from the value that holds the checked one under {@code parent}. */
  public Fault within(String parent) {
    String root = parent.isEmpty() || parent.startsWith("/") ? parent : "/" + parent;
    return new Fault(root + pointer, detail, kind);
  }
}
