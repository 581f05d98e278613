package dev.gradtrace.web.json;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.core.ResolvableType;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpInputMessage;
import org.springframework.http.HttpOutputMessage;
import org.springframework.http.MediaType;
import org.springframework.http.converter.SmartHttpMessageConverter;

/** Turns a JSON request into a {@link Body}; never writes. */
public final class BodyConverter implements SmartHttpMessageConverter<Body<?>> {

  private static final List<MediaType> JSON = List.of(MediaType.APPLICATION_JSON);

  private final long mostBytes;

  /**
   * @param mostBytes size from which a body is refused
   */
  public BodyConverter(long mostBytes) {
    this.mostBytes = mostBytes;
  }

  @Override
  public List<MediaType> getSupportedMediaTypes() {
    return JSON;
  }

  @Override
  public boolean canRead(ResolvableType type, @Nullable MediaType mediaType) {
    return type.toClass() == Body.class
        && (mediaType == null || MediaType.APPLICATION_JSON.includes(mediaType));
  }

  @Override
  public Body<?> read(
      ResolvableType type, HttpInputMessage message, @Nullable Map<String, Object> hints)
      throws IOException {
    String encoding = message.getHeaders().getFirst(HttpHeaders.CONTENT_ENCODING);
    if (encoding != null && !encoding.equalsIgnoreCase(BodyEncoded.IDENTITY)) {
      throw new BodyEncoded();
    }
    if (message.getHeaders().getContentLength() > mostBytes) {
      throw new BodyTooLarge(mostBytes);
    }
    Class<?> request = type.getGeneric(0).toClass();
    return BodyReader.read(
        request.asSubclass(Record.class), new BoundedInputStream(message.getBody(), mostBytes));
  }

  @Override
  public boolean canWrite(
      ResolvableType targetType, Class<?> valueType, @Nullable MediaType mediaType) {
    return false;
  }

  @Override
  public void write(
      Body<?> body,
      ResolvableType type,
      @Nullable MediaType contentType,
      HttpOutputMessage message,
      @Nullable Map<String, Object> hints) {
    throw new UnsupportedOperationException("bodies are only read");
  }
}
