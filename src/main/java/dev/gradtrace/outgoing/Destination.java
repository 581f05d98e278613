package dev.gradtrace.outgoing;

import java.net.URI;
import java.util.Locale;

/**
 * A URL of a server that may be contacted, as far as the URL alone tells.
 *
 * @param uri absolute, http or https, with a host, without user info and fragment
 */
public record Destination(URI uri) {

  /** The origin, as {@code https://example.org:8443}. */
  public String origin() {
    return uri.getScheme().toLowerCase(Locale.ROOT) + "://" + authority();
  }

  /** Host and port, as {@code example.org:8443}; the port only if the URL has one. */
  public String authority() {
    return host(uri) + (uri.getPort() < 0 ? "" : ":" + uri.getPort());
  }

  /** This URL with a path appended. */
  public Destination below(String path) {
    return new Destination(URI.create(uri.toString().replaceFirst("/+$", "") + path));
  }

  /** The host in lower case, without a trailing dot; IPv6 addresses in brackets. */
  static String host(URI uri) {
    return uri.getHost().toLowerCase(Locale.ROOT).replaceFirst("\\.$", "");
  }
}
