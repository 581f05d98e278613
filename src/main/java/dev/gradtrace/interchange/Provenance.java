package dev.gradtrace.interchange;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Where a model comes from, and what its outputs mean.
 *
 * @param version of the service
 * @param jobId id of the training job, URL-safe
 * @param classNames of the classes in the order of the outputs; empty if they have no names
 */
public record Provenance(String version, String jobId, List<String> classNames) {

  public static final String PRODUCER = "gradtrace";

  /** The metadata entries by name; class names are a JSON array. */
  public Map<String, String> entries() {
    Map<String, String> entries = new LinkedHashMap<>();
    entries.put("producer", PRODUCER);
    entries.put("version", version);
    entries.put("job", jobId);
    if (!classNames.isEmpty()) {
      entries.put("classes", JsonText.of(classNames));
    }
    return entries;
  }
}
