package dev.gradtrace.caption;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What people call a thing of theirs, and say of it.
 *
 * @param name null for none
 * @param notes null for none
 * @param tags in the order in which they were given
 */
public record Caption(@Nullable String name, @Nullable String notes, List<String> tags) {

  /** Most characters of notes. */
  public static final int LONGEST_NOTES = 4000;

  /** Most tags of a thing. */
  public static final int MOST_TAGS = 20;

  /** Most characters of a tag. */
  public static final int LONGEST_TAG = 50;

  /** Of what nobody has said anything. */
  public static final Caption NONE = new Caption(null, null, List.of());

  public Caption {
    tags = List.copyOf(tags);
  }

  /** A name alone; null for none. */
  public static Caption of(@Nullable String name) {
    return new Caption(name, null, List.of());
  }

  /** The same without notes, for what was made of the thing. */
  public Caption withoutNotes() {
    return new Caption(name, null, tags);
  }

  /** All of it, as it is searched: whatever the case of its letters. */
  public String sought() {
    return Stream.concat(Stream.of(name, notes).flatMap(Stream::ofNullable), tags.stream())
        .map(CaptionSearch::folded)
        .collect(Collectors.joining("\n"));
  }
}
