package dev.gradtrace.experiment;

import java.util.Map;

/**
 * A remedy that was tried, with its effect.
 *
 * @param title of the remedy, or the id of the run
 * @param settings values in the request of the job, as JSON by pointer; "null" removes a member
 */
public record RemedyEffect(String title, Map<String, String> settings, Effect effect) {}
