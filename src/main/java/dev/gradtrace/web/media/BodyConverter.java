package dev.gradtrace.web.media;

import dev.gradtrace.contract.json.Body;
import dev.gradtrace.contract.json.BodyReader;
import java.io.IOException;
import java.io.InputStream;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.util.List;
import java.util.Map;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;
import org.springframework.core.ResolvableType;
import org.springframework.http.HttpInputMessage;
import org.springframework.http.HttpOutputMessage;
import org.springframework.http.MediaType;
import org.springframework.http.converter.SmartHttpMessageConverter;
import tools.jackson.databind.JsonNode;

/** Reads a JSON request into a {@link Body}; never writes. */
public final class BodyConverter implements SmartHttpMessageConverter<Body<?>> {

  private static final List<MediaType> JSON =
      List.of(MediaType.APPLICATION_JSON, new MediaType("application", "merge-patch+json"));

  private final long mostBytes;
  private final LongConsumer memory;
  private final String identifyingHeader;

  /**
   * @param mostBytes most bytes of a body
   * @param memory called before each further number of bytes is read
   * @param identifyingHeader requests with this header get a fingerprint of their body
   */
  public BodyConverter(long mostBytes, LongConsumer memory, String identifyingHeader) {
    this.mostBytes = mostBytes;
    this.memory = memory;
    this.identifyingHeader = identifyingHeader;
  }

  @Override
  public List<MediaType> getSupportedMediaTypes() {
    return JSON;
  }

  @Override
  public boolean canRead(ResolvableType type, @Nullable MediaType mediaType) {
    return type.toClass() == Body.class
        && (mediaType == null || JSON.stream().anyMatch(known -> known.includes(mediaType)));
  }

  @Override
  public Body<?> read(
      ResolvableType type, HttpInputMessage message, @Nullable Map<String, Object> hints)
      throws IOException {
    InputStream body = BoundedInputStream.of(message, mostBytes, memory);
    if (!message.getHeaders().containsHeader(identifyingHeader)) {
      return read(type.getGeneric(0).toClass(), body);
    }
    MessageDigest digest = Sha256.digest();
    return read(type.getGeneric(0).toClass(), new DigestInputStream(body, digest))
        .identifiedBy(Sha256.hex(digest));
  }

  private static Body<?> read(Class<?> type, InputStream body) throws IOException {
    return type == JsonNode.class
        ? BodyReader.readTree(body)
        : BodyReader.read(type.asSubclass(Record.class), body);
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
