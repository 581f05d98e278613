package dev.gradtrace.web.catalogue;

import dev.gradtrace.storage.Page;
import dev.gradtrace.web.operation.PageQuery;
import dev.gradtrace.web.operation.PageView;
import dev.gradtrace.web.operation.Tags;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.constraints.Min;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.util.UriComponentsBuilder;

/** Serves ready-made experiments with known results. */
@Tag(name = Tags.COMPARE)
@RestController
@RequestMapping(path = PresetsController.PATH, produces = MediaType.APPLICATION_JSON_VALUE)
record PresetsController(Presets presets) {

  static final String PATH = "/v1/presets";

  @Operation(
      operationId = "listPresets",
      summary = "List known results that can be run as they stand",
      description =
          "By name. Post a preset's request to its endpoint and compare the answer with what is expected of it.")
  @GetMapping
  PageView<PresetView> list(
      @Parameter(description = PageQuery.LIMIT_DESCRIPTION)
          @Min(1) @RequestParam(defaultValue = "100")
          long limit,
      @Parameter(description = PageQuery.AFTER_DESCRIPTION) @RequestParam(required = false)
          @Nullable String after) {
    PageQuery page = new PageQuery(limit, after);
    return PageView.of(
        Page.of(presets.list(after), page.size()),
        preset -> preset,
        UriComponentsBuilder.fromPath(PATH),
        page);
  }

  @Operation(
      operationId = "getPreset",
      summary = "Read a preset",
      description =
          "The question, the request that answers it, and what is expected of the answer.")
  @GetMapping("/{name}")
  PresetView get(@PathVariable String name) {
    return presets.get(name);
  }
}
