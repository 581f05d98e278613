package dev.gradtrace.web.server;

import dev.gradtrace.access.Shares;
import dev.gradtrace.budget.RequestTurns;
import dev.gradtrace.web.access.ClientAddress;
import dev.gradtrace.web.problem.ProblemWriter;
import jakarta.servlet.ServletException;
import java.io.IOException;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ValveBase;
import org.apache.coyote.ActionCode;
import org.apache.coyote.InputBuffer;
import org.apache.coyote.http11.AbstractHttp11Protocol;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;

/**
 * Limits each client to its share of the requests that are processed at the same time, and requires
 * a least rate of request bodies. Health checks are exempt.
 */
final class ClientValve extends ValveBase {

  private static final String HEALTH = "/actuator/health";
  private static final String SECONDS = "1";

  private final ClientLimits limits;
  private final RequestTurns turns;
  private final Shares shares;

  ClientValve(ClientLimits limits, RequestTurns turns) {
    super(true);
    this.limits = limits;
    this.turns = turns;
    this.shares = new Shares(limits.requests(), limits.requestsEach());
  }

  @Override
  public void invoke(Request request, Response response) throws IOException, ServletException {
    String path = request.getRequestURI();
    if (path != null && path.startsWith(HEALTH)) {
      pace(request, response);
      return;
    }
    String client = ClientAddress.of(request.getRemoteAddr());
    if (!shares.take(client)) {
      refuse(request, response);
      return;
    }
    try {
      pace(request, response);
    } finally {
      shares.giveBack(client);
    }
  }

  private void refuse(Request request, Response response) throws IOException {
    response.setHeader(HttpHeaders.RETRY_AFTER, SECONDS);
    ProblemWriter.write(
        request,
        response,
        HttpStatus.TOO_MANY_REQUESTS,
        "As many requests of this address are being answered as may be at the same time.");
    if (!request.getCoyoteRequest().isFinished()) {
      abandonBody(request);
    }
  }

  private void pace(Request request, Response response) throws IOException, ServletException {
    org.apache.coyote.Request wire = request.getCoyoteRequest();
    InputBuffer asSent = wire.getInputBuffer();
    PacedBody body = new PacedBody(wire, limits, turns);
    wire.setInputBuffer(body);
    try {
      getNext().invoke(request, response);
      if (!request.isAsync() && !wire.isFinished()) {
        finish(request, response, body);
      }
    } finally {
      wire.setInputBuffer(asSent);
    }
  }

  /** Answers, then reads the rest of the body while it arrives quickly enough. */
  private void finish(Request request, Response response, PacedBody body) {
    try {
      response.finishResponse();
      if (!body.isTooSlow() && !request.getCoyoteRequest().hasExpectation()) {
        body.drain(mostSwallowed(request));
      }
    } catch (IOException gone) {
      getContainer().getLogger().debug("The client is gone or too slow", gone);
    }
    if (!request.getCoyoteRequest().isFinished()) {
      abandonBody(request);
    }
  }

  private static long mostSwallowed(Request request) {
    return request.getConnector().getProtocolHandler() instanceof AbstractHttp11Protocol<?> http
        ? http.getMaxSwallowSize()
        : 0;
  }

  /** Closes the connection after the answer, without reading the rest of the body. */
  private static void abandonBody(Request request) {
    request.getCoyoteRequest().action(ActionCode.DISABLE_SWALLOW_INPUT, null);
  }
}
