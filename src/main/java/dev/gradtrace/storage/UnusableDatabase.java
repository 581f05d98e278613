package dev.gradtrace.storage;

import java.io.Serial;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;
import org.springframework.core.NestedExceptionUtils;

/** The service cannot start with its database. */
final class UnusableDatabase extends RuntimeException {

  @Serial private static final long serialVersionUID = 1L;

  private static final String OTHER_DIRECTORY =
      "Give the service a directory that it may write to, with GRADTRACE_HOME=/path.";

  private final String advice;

  private UnusableDatabase(String what, String advice, @Nullable Throwable cause) {
    super(what, cause);
    this.advice = advice;
  }

  /** What the operator should do. */
  String advice() {
    return advice;
  }

  /** Classifies a driver's exception. */
  static UnusableDatabase of(Exception fault, String place) {
    Throwable root = NestedExceptionUtils.getMostSpecificCause(fault);
    if (String.valueOf(root.getMessage()).contains("No space left")) {
      return new UnusableDatabase(
          "There is no space left for the data of " + place,
          "Free some, or move the data to where there is some and set GRADTRACE_HOME.",
          fault);
    }
    if (isForWantOfWriting(fault)) {
      return ofReadOnly(place);
    }
    return switch (stateOf(fault)) {
      case "90020" ->
          new UnusableDatabase(
              "Another process uses the data of " + place,
              "Stop it, or give this one a directory of its own with GRADTRACE_HOME=/path, or let"
                  + " both share a PostgreSQL with SPRING_DATASOURCE_URL.",
              fault);
      case "90030", "90048", "90049", "90097" -> ofDamage(place, fault);
      case "90011" ->
          new UnusableDatabase(
              "The path in " + place + " is relative",
              "Let GRADTRACE_HOME be absolute or begin with ./",
              fault);
      case "90028", "90031" ->
          new UnusableDatabase(
              "The data of %s cannot be opened: %s".formatted(place, root), OTHER_DIRECTORY, fault);
      case "08004", "28000", "28P01" ->
          new UnusableDatabase(
              "The database of " + place + " refuses the user",
              "Set SPRING_DATASOURCE_USERNAME and SPRING_DATASOURCE_PASSWORD.",
              fault);
      case "3D000" ->
          new UnusableDatabase(
              "There is no database of " + place,
              "Create it, empty, or correct SPRING_DATASOURCE_URL.",
              fault);
      default ->
          new UnusableDatabase(
              "The database of %s cannot be brought to the schema of this release: %s"
                  .formatted(place, root.getMessage()),
              "Keep the data as they are: what is said above need not mean that they are damaged."
                  + " Once a copy of them is elsewhere, put a backup in their place.",
              fault);
    };
  }

  /** Whether H2 opened a sound file that it then would have had to write to, but must not. */
  static boolean isForWantOfWriting(Throwable fault) {
    return String.valueOf(NestedExceptionUtils.getMostSpecificCause(fault).getMessage())
        .contains("This store is read-only");
  }

  /** The SQL state of an exception or of its causes; empty if there is none. */
  static String stateOf(Throwable fault) {
    for (Throwable cause = fault; cause != null; cause = cause.getCause()) {
      if (cause instanceof SQLException sql && sql.getSQLState() != null) {
        return sql.getSQLState();
      }
    }
    return "";
  }

  static UnusableDatabase ofDamage(String place, @Nullable Throwable cause) {
    return new UnusableDatabase(
        "The data of " + place + " are damaged, or of another version of H2",
        "Put a backup in their place, or move them away to begin without.",
        cause);
  }

  static UnusableDatabase ofLaterRelease(String place, String version) {
    return new UnusableDatabase(
        "The data of %s are of a later release, with schema version %s".formatted(place, version),
        "Start that release, or one after it, or put a backup in place of the data.",
        null);
  }

  static UnusableDatabase ofReadOnly(String place) {
    return new UnusableDatabase(
        "The data of " + place + " can be read but not written", OTHER_DIRECTORY, null);
  }

  static UnusableDatabase ofImpatience(String place, InterruptedException end) {
    return new UnusableDatabase(
        "The service was told to end while it waited for the database of " + place,
        "Start that database first.",
        end);
  }
}
