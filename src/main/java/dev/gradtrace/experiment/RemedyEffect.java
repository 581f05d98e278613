package dev.gradtrace.experiment;

import java.util.Map;

/**
 * A change of a job that was tried.
 *
 * @param title of the remedy, or the id of the run
 * @param settings what it sets in the body of the job, as JSON by pointer; "null" for what it
 *     removes
 */
public record RemedyEffect(String title, Map<String, String> settings, Effect effect) {}
