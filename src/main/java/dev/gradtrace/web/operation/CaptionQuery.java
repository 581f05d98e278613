package dev.gradtrace.web.operation;

import dev.gradtrace.caption.Caption;
import dev.gradtrace.caption.CaptionSearch;
import dev.gradtrace.validation.Faults;
import dev.gradtrace.validation.GivenName;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.web.util.UriComponentsBuilder;

/** Filters of a list by name, notes and tags. */
public record CaptionQuery(
    @Parameter(
            description =
                "Only those in whose name, notes or tags this occurs, whatever the case of its letters.",
            schema = @Schema(minLength = 1, maxLength = GivenName.LONGEST))
        @Nullable String q,
    @Parameter(
            description = "Only those with this tag, letter by letter.",
            schema = @Schema(minLength = 1, maxLength = Caption.LONGEST_TAG))
        @Nullable String tag) {

  /**
   * The search.
   *
   * @throws dev.gradtrace.validation.InvalidSpec if it cannot match anything
   */
  public CaptionSearch search() {
    Faults faults = new Faults();
    require("q", q, GivenName.LONGEST, faults);
    require("tag", tag, Caption.LONGEST_TAG, faults);
    faults.throwIfAny();
    return new CaptionSearch(q, tag);
  }

  private static void require(String name, @Nullable String text, int longest, Faults faults) {
    String fault = text == null ? null : GivenName.fault(text, longest);
    if (fault != null) {
      faults.unless(false, name, "%s", fault);
    }
  }

  /** The link to the filtered list. */
  public UriComponentsBuilder list(String path) {
    UriComponentsBuilder list = UriComponentsBuilder.fromPath(path);
    return with("tag", tag, with("q", q, list));
  }

  private static UriComponentsBuilder with(
      String name, @Nullable String value, UriComponentsBuilder list) {
    return value == null
        ? list
        : list.queryParam(name, "{" + name + "}").uriVariables(Map.of(name, value));
  }
}
