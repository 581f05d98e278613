package dev.gradtrace.web.budget;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.gradtrace.validation.Refusal;
import org.junit.jupiter.api.Test;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;

class UploadSpoolTest {

  private static final int MEGABYTE = 1 << 20;
  private static final int LONGEST = 100 * MEGABYTE;

  private final UploadSpool spool = new UploadSpool(1600L * MEGABYTE, LONGEST);

  /**
   * A form with a declared but no real content.
   *
   * @param bytes its Content-Length; -1 for none
   */
  private static MockHttpServletRequest form(String address, int bytes) {
    MockHttpServletRequest request =
        new MockHttpServletRequest("POST", "/v1/datasets/upload") {
          @Override
          public long getContentLengthLong() {
            return bytes;
          }
        };
    request.setContentType("Multipart/Form-Data; boundary=b");
    request.setRemoteAddr(address);
    return request;
  }

  private MockHttpServletRequest begin(MockHttpServletRequest request) {
    assertThat(spool.preHandle(request, new MockHttpServletResponse(), this)).isTrue();
    return request;
  }

  private void end(MockHttpServletRequest request) {
    spool.afterCompletion(request, new MockHttpServletResponse(), this, null);
  }

  private void requireRefused(MockHttpServletRequest request) {
    assertThatExceptionOfType(Refusal.class)
        .isThrownBy(() -> begin(request))
        .satisfies(refusal -> assertThat(refusal.reason()).isEqualTo(Refusal.Reason.BUSY))
        .satisfies(refusal -> assertThat(refusal.retryAfter()).isNotNull());
  }

  @Test
  void hasAQuarterForAClientAndSomethingForTheNext() {
    for (int i = 0; i < 4; i++) {
      begin(form("192.0.2.1", 96 * MEGABYTE));
    }
    requireRefused(form("192.0.2.1", 96 * MEGABYTE));
    MockHttpServletRequest other = begin(form("192.0.2.2", 96 * MEGABYTE));
    end(other);
  }

  @Test
  void countsWhatDoesNotSayHowMuchItIsAsTheMost() {
    MockHttpServletRequest first = begin(form("192.0.2.1", -1));
    begin(form("192.0.2.1", -1));
    begin(form("192.0.2.1", Integer.MAX_VALUE));
    requireRefused(form("192.0.2.1", -1));
    end(first);
    begin(form("192.0.2.1", -1));
  }

  @Test
  void hasItBackOnceWhateverWasRefused() {
    for (int i = 0; i < 1000; i++) {
      MockHttpServletRequest request = begin(form("192.0.2.1", 99 * MEGABYTE));
      end(request);
      end(request);
    }
    for (int i = 0; i < 3; i++) {
      begin(form("192.0.2.1", LONGEST));
    }
    for (int i = 0; i < 100; i++) {
      requireRefused(form("192.0.2.1", LONGEST));
    }
    begin(form("192.0.2.1", 64 * MEGABYTE));
  }

  @Test
  void leavesOtherBodiesAlone() {
    for (int i = 0; i < 1000; i++) {
      MockHttpServletRequest request = form("192.0.2.1", LONGEST);
      request.setContentType("application/json");
      begin(request);
    }
  }
}
