package dev.gradtrace.web.catalogue;

import dev.gradtrace.validation.Refusal;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;
import org.springframework.stereotype.Component;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.ObjectReader;
import tools.jackson.databind.json.JsonMapper;

/** The presets, one file each; an invalid file prevents the start. */
@Component
final class Presets {

  private static final String FILES = "classpath:dev/gradtrace/web/catalogue/presets/*.json";

  private final Map<String, PresetView> presets = new TreeMap<>();

  Presets(JsonMapper json) throws IOException {
    ObjectReader strict =
        json.readerFor(PresetView.class)
            .with(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .with(
                DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES,
                DeserializationFeature.FAIL_ON_TRAILING_TOKENS);
    for (Resource file : new PathMatchingResourcePatternResolver().getResources(FILES)) {
      PresetView preset = read(file, strict);
      presets.put(preset.name(), preset);
    }
  }

  private static PresetView read(Resource file, ObjectReader reader) throws IOException {
    try (InputStream text = file.getInputStream()) {
      PresetView preset = reader.readValue(text);
      if (!(preset.name() + ".json").equals(file.getFilename())) {
        throw new IllegalStateException("is named " + preset.name());
      }
      return preset;
    } catch (RuntimeException e) {
      throw new IllegalStateException("The preset " + file.getFilename() + " is malformed.", e);
    }
  }

  /**
   * Presets ordered by name.
   *
   * @param after only those whose name follows it; null for all
   */
  List<PresetView> list(@Nullable String after) {
    return presets.values().stream()
        .filter(preset -> after == null || preset.name().compareTo(after) > 0)
        .toList();
  }

  /**
   * The preset with this name.
   *
   * @throws Refusal if there is none
   */
  PresetView get(String name) {
    PresetView preset = presets.get(name);
    if (preset == null) {
      throw Refusal.missing("preset", name);
    }
    return preset;
  }
}
