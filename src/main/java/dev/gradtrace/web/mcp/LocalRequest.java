package dev.gradtrace.web.mcp;

import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.Enumeration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.web.util.UriComponents;

/**
 * A request made within this process. From the original request it keeps the connection's data
 * only.
 */
final class LocalRequest extends HttpServletRequestWrapper {

  private final HttpMethod method;
  private final String path;
  private final byte[] body;
  private final Map<String, String[]> query = new HashMap<>();
  private final Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
  private final Map<String, Object> attributes = new HashMap<>();
  private final ServletInputStream input;

  LocalRequest(
      HttpServletRequest origin,
      HttpMethod method,
      UriComponents uri,
      Map<String, String> query,
      byte[] body) {
    super(origin);
    this.method = method;
    this.path = uri.toUriString();
    this.body = body;
    query.forEach((name, value) -> this.query.put(name, new String[] {value}));
    set(HttpHeaders.ACCEPT, MediaType.APPLICATION_JSON_VALUE);
    if (body.length > 0) {
      set(HttpHeaders.CONTENT_TYPE, MediaType.APPLICATION_JSON_VALUE);
      set(HttpHeaders.CONTENT_LENGTH, Integer.toString(body.length));
    }
    this.input = new Bytes(new ByteArrayInputStream(body));
  }

  void set(String header, String value) {
    headers.put(header, value);
  }

  @Override
  public String getMethod() {
    return method.name();
  }

  @Override
  public String getRequestURI() {
    return path;
  }

  @Override
  public StringBuffer getRequestURL() {
    return new StringBuffer(path);
  }

  @Override
  public String getServletPath() {
    return path;
  }

  @Override
  public @Nullable String getPathInfo() {
    return null;
  }

  @Override
  public @Nullable String getQueryString() {
    return null;
  }

  @Override
  public @Nullable String getParameter(String name) {
    String[] values = query.get(name);
    return values == null ? null : values[0];
  }

  @Override
  public Map<String, String[]> getParameterMap() {
    return Collections.unmodifiableMap(query);
  }

  @Override
  public Enumeration<String> getParameterNames() {
    return Collections.enumeration(query.keySet());
  }

  @Override
  public String @Nullable [] getParameterValues(String name) {
    return query.get(name);
  }

  @Override
  public @Nullable String getHeader(String name) {
    return headers.get(name);
  }

  @Override
  public Enumeration<String> getHeaders(String name) {
    String value = headers.get(name);
    return Collections.enumeration(value == null ? List.of() : List.of(value));
  }

  @Override
  public Enumeration<String> getHeaderNames() {
    return Collections.enumeration(headers.keySet());
  }

  @Override
  public long getDateHeader(String name) {
    return -1;
  }

  @Override
  public int getIntHeader(String name) {
    String value = headers.get(name);
    return value == null ? -1 : Integer.parseInt(value);
  }

  @Override
  public @Nullable String getContentType() {
    return headers.get(HttpHeaders.CONTENT_TYPE);
  }

  @Override
  public int getContentLength() {
    return body.length;
  }

  @Override
  public long getContentLengthLong() {
    return body.length;
  }

  @Override
  public @Nullable String getCharacterEncoding() {
    return StandardCharsets.UTF_8.name();
  }

  @Override
  public ServletInputStream getInputStream() {
    return input;
  }

  @Override
  public BufferedReader getReader() {
    return new BufferedReader(new InputStreamReader(input, StandardCharsets.UTF_8));
  }

  @Override
  public @Nullable Object getAttribute(String name) {
    return attributes.get(name);
  }

  @Override
  public Enumeration<String> getAttributeNames() {
    return Collections.enumeration(List.copyOf(attributes.keySet()));
  }

  @Override
  public void setAttribute(String name, @Nullable Object value) {
    if (value == null) {
      attributes.remove(name);
    } else {
      attributes.put(name, value);
    }
  }

  @Override
  public void removeAttribute(String name) {
    attributes.remove(name);
  }

  @Override
  public boolean isAsyncSupported() {
    return false;
  }

  /** A body in memory. */
  private static final class Bytes extends ServletInputStream {

    private final ByteArrayInputStream bytes;

    private Bytes(ByteArrayInputStream bytes) {
      this.bytes = bytes;
    }

    @Override
    public int read() {
      return bytes.read();
    }

    @Override
    public int read(byte[] buffer, int from, int length) {
      return bytes.read(buffer, from, length);
    }

    @Override
    public boolean isFinished() {
      return bytes.available() == 0;
    }

    @Override
    public boolean isReady() {
      return true;
    }

    @Override
    public void setReadListener(ReadListener listener) {
      throw new IllegalStateException("read at once");
    }
  }
}
