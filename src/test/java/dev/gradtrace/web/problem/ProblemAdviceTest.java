package dev.gradtrace.web.problem;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.servlet.ServletException;
import java.io.IOException;
import java.time.InstantSource;
import org.junit.jupiter.api.Test;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.web.context.request.async.AsyncRequestNotUsableException;

class ProblemAdviceTest {

  private final MockHttpServletRequest request = new MockHttpServletRequest();
  private final ProblemAdvice advice = new ProblemAdvice(InstantSource.system());

  @Test
  void tellsNobodyWhatIsWrongInside() {
    ResponseEntity<ProblemDetail> answer =
        advice.other(
            new IllegalStateException("dev.gradtrace.web.Secret in /home/someone"), request);
    assertThat(answer.getStatusCode().value()).isEqualTo(500);
    assertThat(answer.getBody().getDetail()).doesNotContain("Secret", "/home");
  }

  @Test
  void asksForPatienceWhenMemoryIsShort() {
    ResponseEntity<ProblemDetail> answer =
        advice.other(
            new ServletException("Handler dispatch failed", new OutOfMemoryError()), request);
    assertThat(answer.getStatusCode().value()).isEqualTo(503);
    assertThat(answer.getHeaders().getFirst(HttpHeaders.RETRY_AFTER)).isNotNull();
  }

  @Test
  void saysNothingToWhoeverHasLeft() {
    assertThat(
            advice.other(
                new AsyncRequestNotUsableException("gone", new IOException("Broken pipe")),
                request))
        .isNull();
  }
}
