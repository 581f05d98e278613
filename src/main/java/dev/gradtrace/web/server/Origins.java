package dev.gradtrace.web.server;

import dev.gradtrace.validation.InvalidSpec;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Origins whose pages may use the service on behalf of their visitors.
 *
 * @param setting name of the setting, for error messages
 * @param allowed {@code scheme://host}, with a port unless it is the scheme's default
 */
record Origins(String setting, List<String> allowed) {

  private static final Pattern ORIGIN =
      Pattern.compile("https?://(\\[[0-9a-f:.]+]|[a-z0-9._-]+)(:\\d{1,5})?");

  public Origins {
    allowed = allowed.stream().map(origin -> origin.strip().toLowerCase(Locale.ROOT)).toList();
    for (String origin : allowed) {
      InvalidSpec.unless(
          ORIGIN.matcher(origin).matches(),
          setting,
          "must be origins such as https://example.org, without a path; was %s",
          origin);
    }
  }

  public boolean include(String origin) {
    return allowed.contains(origin.toLowerCase(Locale.ROOT));
  }
}
