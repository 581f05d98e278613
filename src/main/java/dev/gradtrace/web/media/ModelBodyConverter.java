package dev.gradtrace.web.media;

import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpInputMessage;
import org.springframework.http.HttpOutputMessage;
import org.springframework.http.MediaType;
import org.springframework.http.converter.AbstractHttpMessageConverter;

/** Reads a model, up to the size of any other body. */
public final class ModelBodyConverter extends AbstractHttpMessageConverter<ModelBody> {

  private final long mostBytes;

  public ModelBodyConverter(long mostBytes) {
    super(MediaType.APPLICATION_OCTET_STREAM);
    this.mostBytes = mostBytes;
  }

  @Override
  protected boolean supports(Class<?> type) {
    return type == ModelBody.class;
  }

  @Override
  public boolean canWrite(Class<?> type, @Nullable MediaType mediaType) {
    return false;
  }

  @Override
  protected ModelBody readInternal(Class<? extends ModelBody> type, HttpInputMessage message)
      throws IOException {
    return new ModelBody(BoundedInputStream.of(message, mostBytes).readAllBytes());
  }

  @Override
  protected void writeInternal(ModelBody body, HttpOutputMessage message) {
    throw new UnsupportedOperationException("models are only read");
  }
}
