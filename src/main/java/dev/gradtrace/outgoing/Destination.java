package dev.gradtrace.outgoing;

import java.net.URI;
import java.util.Locale;

/**
 * A URL of a server that may be asked, as far as the URL says.
 *
 * @param uri absolute, of http or https, with a host, without user and fragment
 */
public record Destination(URI uri) {

  /** The server, as {@code https://example.org:8443}. */
  public String origin() {
    return uri.getScheme().toLowerCase(Locale.ROOT) + "://" + authority();
  }

  /** Host and port, as {@code example.org:8443}; the port only where it is given. */
  public String authority() {
    return host(uri) + (uri.getPort() < 0 ? "" : ":" + uri.getPort());
  }

  /** A URL below this one. */
  public Destination below(String path) {
    return new Destination(URI.create(uri.toString().replaceFirst("/+$", "") + path));
  }

  /** The host in lower case, without a dot at the end; an address of IPv6 in brackets. */
  static String host(URI uri) {
    return uri.getHost().toLowerCase(Locale.ROOT).replaceFirst("\\.$", "");
  }
}
