package dev.gradtrace.caption;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The name, notes and tags that users give to a run or an experiment.
 *
 * @param name null if there is none
 * @param notes null if there are none
 * @param tags in the order in which they were given
 */
public record Caption(@Nullable String name, @Nullable String notes, List<String> tags) {

  /** Most characters of notes. */
  public static final int LONGEST_NOTES = 4000;

  /** Most tags of a thing. */
  public static final int MOST_TAGS = 20;

  /** Most characters of a tag. */
  public static final int LONGEST_TAG = 50;

  /** No name, notes or tags. */
  public static final Caption NONE = new Caption(null, null, List.of());

  public Caption {
    tags = List.copyOf(tags);
  }

  /** A caption of a name alone; null for none. */
  public static Caption of(@Nullable String name) {
    return new Caption(name, null, List.of());
  }

  /** This caption without its notes, for copies of the captioned thing. */
  public Caption withoutNotes() {
    return new Caption(name, null, tags);
  }

  /** Name, notes and tags as one case-folded text, for searching. */
  public String sought() {
    return Stream.concat(Stream.of(name, notes).flatMap(Stream::ofNullable), tags.stream())
        .map(CaptionSearch::folded)
        .collect(Collectors.joining("\n"));
  }
}
