package dev.gradtrace.web.budget;

import dev.gradtrace.budget.RequestTurns;
import dev.gradtrace.web.access.Callers;
import dev.gradtrace.web.problem.ProblemWriter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;

/**
 * Gives requests their turns to be answered, fairly between clients, so that nobody waits behind
 * another's crowd. Health checks need no turn. The turn is paused while an answer is sent and while
 * a body is read.
 */
final class TurnFilter extends HttpFilter {

  private static final String HEALTH = "/actuator/health";
  private static final String SECONDS = "1";

  private final RequestTurns turns;

  TurnFilter(RequestTurns turns) {
    this.turns = turns;
  }

  @Override
  protected void doFilter(
      HttpServletRequest request, HttpServletResponse response, FilterChain rest)
      throws ServletException, IOException {
    if (request.getRequestURI().startsWith(HEALTH)) {
      rest.doFilter(request, response);
    } else {
      takeTurn(request, response, rest);
    }
  }

  private void takeTurn(HttpServletRequest request, HttpServletResponse response, FilterChain rest)
      throws ServletException, IOException {
    try (RequestTurns.Turn turn = begin(Callers.of(request).holder())) {
      if (turn == null) {
        response.setHeader(HttpHeaders.RETRY_AFTER, SECONDS);
        ProblemWriter.write(
            request,
            response,
            HttpStatus.SERVICE_UNAVAILABLE,
            "The service answers as many requests as it can at once; try again later.");
      } else {
        rest.doFilter(request, new SentBetweenTurns(response));
      }
    }
  }

  private RequestTurns.@Nullable Turn begin(String client) {
    try {
      return turns.begin(client);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      return null;
    }
  }

  /** A response that pauses the turn while bytes are sent. */
  private final class SentBetweenTurns extends HttpServletResponseWrapper {

    private @Nullable ServletOutputStream body;

    private SentBetweenTurns(HttpServletResponse response) {
      super(response);
    }

    @Override
    public ServletOutputStream getOutputStream() throws IOException {
      if (body == null) {
        body = new PausingBody(super.getOutputStream(), turns, getBufferSize());
      }
      return body;
    }

    @Override
    public void flushBuffer() throws IOException {
      try (RequestTurns.Pause pause = turns.pause()) {
        super.flushBuffer();
      }
    }
  }
}
