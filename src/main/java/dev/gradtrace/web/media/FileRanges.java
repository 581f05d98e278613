package dev.gradtrace.web.media;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.core.MethodParameter;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpRange;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.converter.HttpMessageConverter;
import org.springframework.http.server.ServerHttpRequest;
import org.springframework.http.server.ServerHttpResponse;
import org.springframework.web.ErrorResponseException;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.servlet.mvc.method.annotation.ResponseBodyAdvice;

/**
 * Answers {@code Range} on files with the requested part (RFC 9110, section 14). The file is then
 * generated twice, once to learn its length. Requests for several parts, with an invalid range, or
 * with {@code If-Range} get the whole file: entity tags are weak, and so never match {@code
 * If-Range}.
 */
@ControllerAdvice
final class FileRanges implements ResponseBodyAdvice<Object> {

  private static final String UNIT = "bytes";

  @Override
  public boolean supports(
      MethodParameter returned, Class<? extends HttpMessageConverter<?>> converter) {
    return OneWayConverter.class.isAssignableFrom(converter);
  }

  @Override
  public @Nullable Object beforeBodyWrite(
      @Nullable Object body,
      MethodParameter returned,
      MediaType type,
      Class<? extends HttpMessageConverter<?>> converter,
      ServerHttpRequest request,
      ServerHttpResponse response) {
    if (!(body instanceof FileView file)) {
      return body;
    }
    response.getHeaders().set(HttpHeaders.ACCEPT_RANGES, UNIT);
    HttpRange range = range(request);
    return range == null ? file : part(file, range, response);
  }

  private static @Nullable HttpRange range(ServerHttpRequest request) {
    HttpHeaders headers = request.getHeaders();
    if (request.getMethod() != HttpMethod.GET || headers.containsHeader(HttpHeaders.IF_RANGE)) {
      return null;
    }
    try {
      List<HttpRange> ranges = HttpRange.parseRanges(headers.getFirst(HttpHeaders.RANGE));
      return ranges.size() == 1 ? ranges.get(0) : null;
    } catch (IllegalArgumentException e) {
      return null;
    }
  }

  private static FileView part(FileView file, HttpRange range, ServerHttpResponse response) {
    long length = length(file);
    long first = start(range, length);
    if (first < 0 || first >= length) {
      throw unsatisfiable(length);
    }
    long last = range.getRangeEnd(length);
    response.setStatusCode(HttpStatus.PARTIAL_CONTENT);
    response
        .getHeaders()
        .set(HttpHeaders.CONTENT_RANGE, "%s %s-%s/%s".formatted(UNIT, first, last, length));
    response.getHeaders().setContentLength(last - first + 1);
    return target -> file.writeTo(new Window(target, first, last));
  }

  /** The first byte of a range; −1 if the file is shorter. */
  private static long start(HttpRange range, long length) {
    try {
      return range.getRangeStart(length);
    } catch (IllegalArgumentException e) {
      return -1;
    }
  }

  private static long length(FileView file) {
    try {
      Window nothing = new Window(OutputStream.nullOutputStream(), 0, -1);
      file.writeTo(nothing);
      return nothing.position;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static ErrorResponseException unsatisfiable(long length) {
    HttpStatus status = HttpStatus.REQUESTED_RANGE_NOT_SATISFIABLE;
    ErrorResponseException refusal =
        new ErrorResponseException(status, ProblemDetail.forStatus(status), null);
    refusal.getHeaders().set(HttpHeaders.CONTENT_RANGE, "%s */%s".formatted(UNIT, length));
    return refusal;
  }

  /** Passes on only the bytes between two positions. */
  private static final class Window extends FilterOutputStream {

    private final long first;
    private final long last;
    private long position;

    private Window(OutputStream target, long first, long last) {
      super(target);
      this.first = first;
      this.last = last;
    }

    @Override
    public void write(int value) throws IOException {
      if (position >= first && position <= last) {
        out.write(value);
      }
      position++;
    }

    @Override
    public void write(byte[] bytes, int offset, int count) throws IOException {
      long from = Math.max(0, first - position);
      long to = Math.min(count, last - position + 1);
      if (from < to) {
        out.write(bytes, offset + (int) from, (int) (to - from));
      }
      position += count;
    }

    /** Only flushes: the caller closes the target. */
    @Override
    public void close() throws IOException {
      flush();
    }
  }
}
