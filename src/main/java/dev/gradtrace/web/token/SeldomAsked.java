package dev.gradtrace.web.token;

import io.github.bucket4j.Bucket;
import java.io.IOException;
import java.time.Duration;
import org.springframework.http.HttpRequest;
import org.springframework.http.client.ClientHttpRequestExecution;
import org.springframework.http.client.ClientHttpRequestInterceptor;
import org.springframework.http.client.ClientHttpResponse;

/**
 * Asks an issuer a few times, then no more often than so, whatever keys the tokens name that come:
 * for each that is unknown it would be asked again.
 */
final class SeldomAsked implements ClientHttpRequestInterceptor {

  /** Where its keys are, and what they are, twice over. */
  private static final int AT_ONCE = 6;

  private final Bucket bucket;

  SeldomAsked(Duration rest) {
    bucket =
        Bucket.builder().addLimit(limit -> limit.capacity(AT_ONCE).refillGreedy(1, rest)).build();
  }

  @Override
  public ClientHttpResponse intercept(
      HttpRequest request, byte[] body, ClientHttpRequestExecution asked) throws IOException {
    if (!bucket.tryConsume(1)) {
      throw new IOException("The issuer has been asked too often a moment ago");
    }
    return asked.execute(request, body);
  }
}
