package dev.gradtrace.web.mcp;

import dev.gradtrace.budget.RequestTurns;
import dev.gradtrace.web.access.Callers;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.webmvc.autoconfigure.DispatcherServletAutoConfiguration;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.DispatcherServlet;
import org.springframework.web.util.UriComponents;
import org.springframework.web.util.UriComponentsBuilder;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Calls operations of the API within this process, on behalf of the tool's caller. Roles, rates,
 * quotas, budgets and bodies are checked as for every request.
 */
@Component
@WhereEnabled
final class LocalOperations {

  private final DispatcherServlet dispatcher;
  private final RequestTurns turns;
  private final JsonMapper json;
  private volatile boolean stops;

  LocalOperations(
      @Qualifier(DispatcherServletAutoConfiguration.DEFAULT_DISPATCHER_SERVLET_BEAN_NAME) DispatcherServlet dispatcher,
      RequestTurns turns,
      JsonMapper json) {
    this.dispatcher = dispatcher;
    this.turns = turns;
    this.json = json;
  }

  /** Ends all waiting. */
  @EventListener(ContextClosedEvent.class)
  void stop() {
    stops = true;
  }

  Asking onBehalfOf(HttpServletRequest request, HttpServletResponse response) {
    return new Asking(request, response);
  }

  /** Calls on behalf of the caller of one request, in its thread. */
  final class Asking {

    private final HttpServletRequest request;
    private final HttpServletResponse response;

    private Asking(HttpServletRequest request, HttpServletResponse response) {
      this.request = request;
      this.response = response;
    }

    /**
     * GET.
     *
     * @param variables path variables by name
     * @param query parameters; lists are separated by commas
     * @throws Refused if the operation refuses it
     */
    ObjectNode get(String path, Map<String, String> variables, Map<String, String> query) {
      UriComponents uri = UriComponentsBuilder.fromPath(path).encode().buildAndExpand(variables);
      return ask(new LocalRequest(request, HttpMethod.GET, uri, query, new byte[0]));
    }

    /**
     * POST.
     *
     * @param body null for none
     * @param key of {@code Idempotency-Key}; null for none
     * @throws Refused if the operation refuses it
     */
    ObjectNode post(
        String path, Map<String, String> variables, @Nullable JsonNode body, @Nullable String key) {
      UriComponents uri = UriComponentsBuilder.fromPath(path).encode().buildAndExpand(variables);
      byte[] bytes = body == null ? new byte[0] : json.writeValueAsBytes(body);
      LocalRequest asked = new LocalRequest(request, HttpMethod.POST, uri, Map.of(), bytes);
      if (key != null) {
        asked.set("Idempotency-Key", key);
      }
      return ask(asked);
    }

    private ObjectNode ask(LocalRequest asked) {
      Callers.pass(request, asked);
      LocalResponse answer = new LocalResponse(response);
      try {
        dispatcher.service(asked, answer);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      } catch (ServletException e) {
        throw new IllegalStateException(e);
      }
      ObjectNode body = (ObjectNode) json.readTree(answer.body());
      if (HttpStatus.valueOf(answer.getStatus()).isError()) {
        String seconds = answer.getHeader(HttpHeaders.RETRY_AFTER);
        throw new Refused(seconds == null ? body : body.put("retryAfterSeconds", seconds));
      }
      return body;
    }

    /** Whether waiting is allowed: not while the service shuts down. */
    boolean mayWait() {
      return !stops;
    }

    /** Waits, with the request's turn paused. */
    void pause(Duration time) {
      try (RequestTurns.Pause pause = turns.pause()) {
        Thread.sleep(time.toMillis());
      } catch (InterruptedException stopped) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
