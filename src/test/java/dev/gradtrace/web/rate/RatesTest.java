package dev.gradtrace.web.rate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.gradtrace.access.Caller;
import dev.gradtrace.access.Role;
import dev.gradtrace.web.access.Callers;
import dev.gradtrace.web.access.Denial;
import io.github.bucket4j.TimeMeter;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.web.servlet.HandlerMapping;

class RatesTest {

  private static final int MOST = 3;

  private long nanos;

  private final TimeMeter time =
      new TimeMeter() {
        @Override
        public long currentTimeNanos() {
          return nanos;
        }

        @Override
        public boolean isWallClockBased() {
          return false;
        }
      };

  private final Rates rates = new Rates(new Quota(MOST, true), time);

  @Test
  void areToldAndEndInARefusalUntilRequestsComeBack() {
    assertThat(asked("192.0.2.1")).isEqualTo("\"requests\";r=2;t=20");
    assertThat(asked("192.0.2.1")).isEqualTo("\"requests\";r=1;t=40");
    assertThat(asked("192.0.2.1")).isEqualTo("\"requests\";r=0;t=60");
    MockHttpServletResponse response = new MockHttpServletResponse();
    Denial denial =
        catchThrowableOfType(
            Denial.class, () -> rates.preHandle(from("192.0.2.1"), response, this));
    assertThat(denial.getStatusCode().value()).isEqualTo(429);
    assertThat(denial.getHeaders().getFirst("Retry-After")).isEqualTo("20");
    assertThat(response.getHeader("RateLimit")).isEqualTo("\"requests\";r=0;t=60");
    assertThat(response.getHeader("RateLimit-Policy")).isEqualTo("\"requests\";q=3;w=60");
    nanos += Duration.ofSeconds(20).toNanos();
    assertThat(asked("192.0.2.1")).isEqualTo("\"requests\";r=0;t=60");
    assertThat(asked("192.0.2.2")).as("another address").contains("r=2");
  }

  @ParameterizedTest
  @CsvSource({
    "127.0.0.1, false",
    "0:0:0:0:0:0:0:1, false",
    "127.0.0.2, true",
    "192.0.2.1, true",
    "2001:db8:0:1::/64, true"
  })
  void countAddressesButNotNeighbours(String address, boolean bounded) {
    Quota quota = Quota.of(null, MOST);
    assertThat(quota.bounds(Caller.at(address))).isEqualTo(bounded);
    assertThat(Quota.of(1, MOST).bounds(Caller.at(address))).as("where it is set").isTrue();
  }

  @Test
  void countATokensNameWhereverItIsUsed() {
    Caller ann = Caller.named("192.0.2.1", Role.READ);
    assertThat(Quota.of(null, MOST).bounds(ann)).isTrue();
    assertThat(ann.holder()).isNotEqualTo(Caller.at("192.0.2.1").holder());
    MockHttpServletRequest near = from("127.0.0.1");
    MockHttpServletRequest far = from("192.0.2.9");
    Callers.know(near, ann);
    Callers.know(far, ann);
    MockHttpServletResponse response = new MockHttpServletResponse();
    rates.preHandle(near, response, this);
    rates.preHandle(far, response, this);
    assertThat(response.getHeader("RateLimit")).contains("r=1");
  }

  @Test
  void spareNeighboursWithoutAWord() {
    MockHttpServletResponse response = new MockHttpServletResponse();
    for (int i = 0; i < 2 * MOST; i++) {
      assertThat(rates.preHandle(from("127.0.0.1"), response, this)).isTrue();
    }
    assertThat(response.getHeaderNames()).isEmpty();
  }

  @Test
  void sharesEndWhenTheAnswerDoes() {
    RequestsAtOnce shares = new RequestsAtOnce(new Quota(1, false));
    MockHttpServletRequest first = work("192.0.2.1");
    MockHttpServletResponse response = new MockHttpServletResponse();
    assertThat(shares.preHandle(first, response, this)).isTrue();
    Denial denial =
        catchThrowableOfType(
            Denial.class, () -> shares.preHandle(work("192.0.2.1"), response, this));
    assertThat(denial.getStatusCode().value()).isEqualTo(429);
    assertThat(denial.getHeaders().getFirst("Retry-After")).isEqualTo("1");
    assertThatCode(() -> shares.preHandle(work("192.0.2.2"), response, this))
        .doesNotThrowAnyException();
    MockHttpServletRequest read = from("192.0.2.1");
    read.setAttribute(HandlerMapping.BEST_MATCHING_PATTERN_ATTRIBUTE, "/v1/datasets");
    assertThatCode(() -> shares.preHandle(read, response, this)).doesNotThrowAnyException();
    shares.afterCompletion(first, response, this, null);
    assertThatCode(() -> shares.preHandle(work("192.0.2.1"), response, this))
        .doesNotThrowAnyException();
  }

  private String asked(String address) {
    MockHttpServletResponse response = new MockHttpServletResponse();
    rates.preHandle(from(address), response, this);
    return response.getHeader("RateLimit");
  }

  private static MockHttpServletRequest from(String address) {
    MockHttpServletRequest request = new MockHttpServletRequest("GET", "/v1/datasets");
    request.setRemoteAddr(address);
    return request;
  }

  private static MockHttpServletRequest work(String address) {
    MockHttpServletRequest request = from(address);
    request.setMethod("POST");
    request.setAttribute(HandlerMapping.BEST_MATCHING_PATTERN_ATTRIBUTE, "/v1/gradients");
    return request;
  }
}
