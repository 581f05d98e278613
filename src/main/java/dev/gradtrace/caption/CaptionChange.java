package dev.gradtrace.caption;

import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * What shall be said otherwise.
 *
 * @param name null for as it is
 * @param notes null for as they are
 * @param tags null for as they are
 */
public record CaptionChange(@Nullable Text name, @Nullable Text notes, @Nullable List<String> tags)
    implements UnaryOperator<Caption> {

  /**
   * What a text becomes.
   *
   * @param value null for none
   */
  public record Text(@Nullable String value) {}

  @Override
  public Caption apply(Caption caption) {
    return new Caption(
        name == null ? caption.name() : name.value(),
        notes == null ? caption.notes() : notes.value(),
        tags == null ? caption.tags() : tags);
  }
}
