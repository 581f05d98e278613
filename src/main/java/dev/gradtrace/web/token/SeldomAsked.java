package dev.gradtrace.web.token;

import io.github.bucket4j.Bucket;
import java.io.IOException;
import java.time.Duration;
import org.springframework.http.HttpRequest;
import org.springframework.http.client.ClientHttpRequestExecution;
import org.springframework.http.client.ClientHttpRequestInterceptor;
import org.springframework.http.client.ClientHttpResponse;

/**
 * Limits the rate of requests to the issuer, which would otherwise be asked for its keys for every
 * token with an unknown key id.
 */
final class SeldomAsked implements ClientHttpRequestInterceptor {

  /** Requests in a burst: twice those for its metadata and keys. */
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
