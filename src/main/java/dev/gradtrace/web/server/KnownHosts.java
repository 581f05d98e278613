package dev.gradtrace.web.server;

import dev.gradtrace.web.problem.ProblemWriter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;

/**
 * Refuses requests for unknown hosts: a page could resolve its own name to this service and read
 * everything. Health checks are answered under any host, since they reveal nothing and are
 * addressed by IP. So are requests without a host (HTTP/1.0), which browsers never send.
 */
final class KnownHosts extends HttpFilter {

  private static final String HEALTH = "/actuator/health";

  private final Hosts hosts;

  /** The last host that was accepted; nearly all requests name the same one. */
  private volatile String known = "localhost";

  KnownHosts(Hosts hosts) {
    this.hosts = hosts;
  }

  @Override
  protected void doFilter(
      HttpServletRequest request, HttpServletResponse response, FilterChain rest)
      throws ServletException, IOException {
    String host = request.getHeader(HttpHeaders.HOST);
    if (host == null || isKnown(host) || request.getRequestURI().startsWith(HEALTH)) {
      rest.doFilter(request, response);
    } else {
      ProblemWriter.write(
          request,
          response,
          HttpStatus.MISDIRECTED_REQUEST,
          "The Host of the request is not one that is answered for here;"
              + " GRADTRACE_SECURITY_ALLOWEDHOSTS has those that are.");
    }
  }

  private boolean isKnown(String host) {
    if (host.equals(known)) {
      return true;
    }
    boolean included = hosts.include(host);
    if (included) {
      known = host;
    }
    return included;
  }
}
