package dev.gradtrace.caption;

import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A change of a caption.
 *
 * @param name null leaves it unchanged
 * @param notes null leaves them unchanged
 * @param tags null leaves them unchanged
 */
public record CaptionChange(@Nullable Text name, @Nullable Text notes, @Nullable List<String> tags)
    implements UnaryOperator<Caption> {

  /**
   * A new text.
   *
   * @param value null removes it
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
