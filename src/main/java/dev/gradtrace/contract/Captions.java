package dev.gradtrace.contract;

import static java.util.Objects.requireNonNullElse;

import dev.gradtrace.caption.Caption;
import dev.gradtrace.validation.Faults;
import dev.gradtrace.validation.GivenName;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Name, notes and tags in requests. */
public final class Captions {

  public static final String NOTES = "Notes for people, of one line or several.";

  public static final String TAGS = "Tags to find it by: each of 1 to 50 characters, none twice.";

  private Captions() {}

  /** The caption of a request; faults are added to {@code faults}. */
  public static Caption toSpec(
      @Nullable String name, @Nullable String notes, @Nullable List<String> tags, Faults faults) {
    requireName(name, faults);
    requireNotes(notes, faults);
    return restore(name, notes, tags(tags, faults));
  }

  /** A stored caption, which is not validated again. */
  static Caption restore(
      @Nullable String name, @Nullable String notes, @Nullable List<String> tags) {
    return new Caption(name, notes, requireNonNullElse(tags, List.of()));
  }

  static void requireName(@Nullable String name, Faults faults) {
    if (name != null) {
      Names.requireName(name, faults);
    }
  }

  static void requireNotes(@Nullable String notes, Faults faults) {
    String fault = notes == null ? null : GivenName.faultOfLines(notes, Caption.LONGEST_NOTES);
    if (fault != null) {
      faults.unless(false, "notes", "%s", fault);
    }
  }

  /** The tags that are not null; faults are added to {@code faults}. */
  static List<String> tags(@Nullable List<@Nullable String> given, Faults faults) {
    List<String> tags = new ArrayList<>();
    for (int i = 0; given != null && i < given.size(); i++) {
      String tag = given.get(i);
      if (tag != null) {
        Names.requireText("tags/" + i, tag, Caption.LONGEST_TAG, faults);
        int first = given.indexOf(tag);
        faults.unless(first == i, "tags/" + i, "is the same as tag %d", first);
        tags.add(tag);
      }
    }
    return tags;
  }
}
