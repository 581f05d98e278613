package dev.gradtrace.contract;

import dev.gradtrace.caption.Caption;
import dev.gradtrace.caption.CaptionChange;
import dev.gradtrace.contract.json.Change;
import dev.gradtrace.validation.Faults;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.constraints.Size;
import java.util.List;
import org.jspecify.annotations.Nullable;

@Schema(
    name = "CaptionPatch",
    description =
        "Changes of the caption, as JSON Merge Patch (RFC 7396): what is absent stays, null removes.")
public record CaptionPatchRequest(
    @Schema(description = "Its name, for people.", maxLength = 200) @Nullable Change<String> name,
    @Schema(description = Captions.NOTES, maxLength = Caption.LONGEST_NOTES)
        @Nullable Change<String> notes,
    @Schema(description = Captions.TAGS) @Size(max = Caption.MOST_TAGS) @Nullable Change<List<String>> tags) {

  /** The media type of JSON Merge Patch (RFC 7396). */
  public static final String MERGE_PATCH = "application/merge-patch+json";

  public CaptionChange toSpec() {
    Faults faults = new Faults();
    if (name != null) {
      Captions.requireName(name.value(), faults);
    }
    if (notes != null) {
      Captions.requireNotes(notes.value(), faults);
    }
    List<String> marks = tags == null ? null : Captions.tags(tags.value(), faults);
    faults.throwIfAny();
    return new CaptionChange(
        name == null ? null : new CaptionChange.Text(name.value()),
        notes == null ? null : new CaptionChange.Text(notes.value()),
        marks);
  }
}
