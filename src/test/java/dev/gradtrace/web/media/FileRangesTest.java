package dev.gradtrace.web.media;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.converter.StringHttpMessageConverter;
import org.springframework.http.server.ServletServerHttpRequest;
import org.springframework.http.server.ServletServerHttpResponse;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.web.ErrorResponseException;

class FileRangesTest {

  private static final String TEXT = "0123456789";

  /** Written in pieces of all kinds: arrays, parts of arrays, single bytes, nothing. */
  private static final FileView FILE =
      target -> {
        byte[] bytes = TEXT.getBytes(US_ASCII);
        target.write(bytes, 0, 3);
        target.write(bytes[3]);
        target.write(new byte[0]);
        target.write(bytes, 4, 5);
        target.write(bytes[9]);
        target.close();
      };

  private final MockHttpServletRequest request = new MockHttpServletRequest("GET", "/export");
  private final MockHttpServletResponse response = new MockHttpServletResponse();

  @ParameterizedTest
  @CsvSource({
    "0-0, 0, 0-0",
    "9-9, 9, 9-9",
    "2-6, 23456, 2-6",
    "3-3, 3, 3-3",
    "0-, 0123456789, 0-9",
    "9-, 9, 9-9",
    "7-99, 789, 7-9",
    "-1, 9, 9-9",
    "-10, 0123456789, 0-9",
    "-99, 0123456789, 0-9"
  })
  void answersOnePart(String range, String part, String told) throws IOException {
    assertThat(answer("bytes=" + range)).isEqualTo(part);
    assertThat(response.getStatus()).isEqualTo(206);
    assertThat(response.getHeader(HttpHeaders.CONTENT_RANGE)).isEqualTo("bytes " + told + "/10");
    assertThat(response.getHeader(HttpHeaders.CONTENT_LENGTH)).isEqualTo("" + part.length());
  }

  @Test
  void hasPartsThatMakeUpTheFile() throws IOException {
    for (int cut = 1; cut < TEXT.length(); cut++) {
      assertThat(answer("bytes=0-" + (cut - 1)) + answer("bytes=" + cut + "-")).isEqualTo(TEXT);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"bytes=0-1,4-5", "bytes=5-2", "bytes=x", "lines=0-1", "bytes", "0-1", "bytes=-"})
  void answersAllOfItWhereNotOnePartIsAskedFor(String range) throws IOException {
    assertThat(answer(range)).isEqualTo(TEXT);
    assertThat(response.getStatus()).isEqualTo(200);
    assertThat(response.getHeader(HttpHeaders.ACCEPT_RANGES)).isEqualTo("bytes");
  }

  @Test
  void answersAllOfItToOtherMethodsAndUnderAnIfRange() throws IOException {
    request.setMethod("HEAD");
    assertThat(answer("bytes=0-1")).isEqualTo(TEXT);
    request.setMethod("GET");
    request.addHeader(HttpHeaders.IF_RANGE, "W/\"1\"");
    assertThat(answer("bytes=0-1")).isEqualTo(TEXT);
    assertThat(answer(null)).isEqualTo(TEXT);
  }

  @ParameterizedTest
  @ValueSource(strings = {"bytes=10-", "bytes=10-12", "bytes=99-100", "bytes=-0"})
  void refusesAPartThatTheFileHasNot(String range) {
    assertThatThrownBy(() -> answer(range))
        .isInstanceOfSatisfying(
            ErrorResponseException.class,
            refusal -> {
              assertThat(refusal.getStatusCode().value()).isEqualTo(416);
              assertThat(refusal.getHeaders().getFirst(HttpHeaders.CONTENT_RANGE))
                  .isEqualTo("bytes */10");
            });
  }

  @Test
  void leavesAnswersAloneThatAreNoFiles() {
    request.addHeader(HttpHeaders.RANGE, "bytes=0-1");
    assertThat(written("text")).isEqualTo("text");
    assertThat(written(null)).isNull();
    assertThat(response.getHeader(HttpHeaders.ACCEPT_RANGES)).isNull();
  }

  private String answer(@Nullable String range) throws IOException {
    request.removeHeader(HttpHeaders.RANGE);
    if (range != null) {
      request.addHeader(HttpHeaders.RANGE, range);
    }
    ClosedOnce target = new ClosedOnce();
    ((FileView) written(FILE)).writeTo(target);
    return target.toString(US_ASCII);
  }

  private @Nullable Object written(@Nullable Object body) {
    return new FileRanges()
        .beforeBodyWrite(
            body,
            null,
            MediaType.APPLICATION_OCTET_STREAM,
            StringHttpMessageConverter.class,
            new ServletServerHttpRequest(request),
            new ServletServerHttpResponse(response));
  }

  /** A part may not close what it is written to: it is the server's. */
  private final class ClosedOnce extends ByteArrayOutputStream {
    @Override
    public void close() {
      assertThat(response.getStatus()).as("closed by a part").isEqualTo(200);
    }
  }
}
