package dev.gradtrace.web.mcp;

import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;
import java.io.ByteArrayOutputStream;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;

/** Captures an answer in memory; the wrapped response stays untouched. */
final class LocalResponse extends HttpServletResponseWrapper {

  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final HttpHeaders headers = new HttpHeaders();
  private final ServletOutputStream output = new Kept();
  private final PrintWriter writer =
      new PrintWriter(new OutputStreamWriter(output, StandardCharsets.UTF_8), true);
  private int status = SC_OK;

  LocalResponse(HttpServletResponse beside) {
    super(beside);
  }

  byte[] body() {
    writer.flush();
    return bytes.toByteArray();
  }

  @Override
  public int getStatus() {
    return status;
  }

  @Override
  public void setStatus(int code) {
    status = code;
  }

  @Override
  public void sendError(int code, @Nullable String message) {
    status = code;
  }

  @Override
  public void sendError(int code) {
    status = code;
  }

  @Override
  public void sendRedirect(String location) {
    status = SC_FOUND;
  }

  @Override
  public ServletOutputStream getOutputStream() {
    return output;
  }

  @Override
  public PrintWriter getWriter() {
    return writer;
  }

  @Override
  public void flushBuffer() {
    writer.flush();
  }

  @Override
  public boolean isCommitted() {
    return false;
  }

  @Override
  public void reset() {
    resetBuffer();
    headers.clear();
    status = SC_OK;
  }

  @Override
  public void resetBuffer() {
    writer.flush();
    bytes.reset();
  }

  @Override
  public void setHeader(String name, @Nullable String value) {
    headers.set(name, value);
  }

  @Override
  public void addHeader(String name, @Nullable String value) {
    headers.add(name, value);
  }

  @Override
  public void setIntHeader(String name, int value) {
    headers.set(name, Integer.toString(value));
  }

  @Override
  public void addIntHeader(String name, int value) {
    headers.add(name, Integer.toString(value));
  }

  @Override
  public void setDateHeader(String name, long value) {
    headers.setDate(name, value);
  }

  @Override
  public void addDateHeader(String name, long value) {
    headers.setDate(name, value);
  }

  @Override
  public boolean containsHeader(String name) {
    return headers.containsHeader(name);
  }

  @Override
  public @Nullable String getHeader(String name) {
    return headers.getFirst(name);
  }

  @Override
  public Collection<String> getHeaders(String name) {
    return headers.getValuesAsList(name);
  }

  @Override
  public Collection<String> getHeaderNames() {
    return List.copyOf(headers.headerNames());
  }

  @Override
  public void setContentType(@Nullable String type) {
    headers.set(HttpHeaders.CONTENT_TYPE, type);
  }

  @Override
  public @Nullable String getContentType() {
    return headers.getFirst(HttpHeaders.CONTENT_TYPE);
  }

  @Override
  public void setCharacterEncoding(@Nullable String charset) {
    // JSON is always UTF-8.
  }

  @Override
  public void setContentLength(int length) {
    // The length is that of the captured bytes.
  }

  @Override
  public void setContentLengthLong(long length) {
    // The length is that of the captured bytes.
  }

  /** Captures what is written. */
  private final class Kept extends ServletOutputStream {

    @Override
    public void write(int value) {
      bytes.write(value);
    }

    @Override
    public void write(byte[] buffer, int from, int length) {
      bytes.write(buffer, from, length);
    }

    @Override
    public boolean isReady() {
      return true;
    }

    @Override
    public void setWriteListener(WriteListener listener) {
      throw new IllegalStateException("written at once");
    }
  }
}
