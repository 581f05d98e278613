package dev.gradtrace.web.media;

import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpInputMessage;
import org.springframework.http.HttpOutputMessage;
import org.springframework.http.MediaType;
import org.springframework.http.converter.AbstractHttpMessageConverter;

/** Writes files for other tools as they come, without holding them in memory. */
public final class FileConverter extends AbstractHttpMessageConverter<FileView> {

  public FileConverter() {
    setSupportedMediaTypes(List.of(MediaType.APPLICATION_OCTET_STREAM));
  }

  @Override
  protected boolean supports(Class<?> type) {
    return FileView.class.isAssignableFrom(type);
  }

  @Override
  public boolean canRead(Class<?> type, @Nullable MediaType mediaType) {
    return false;
  }

  @Override
  protected FileView readInternal(Class<? extends FileView> type, HttpInputMessage message) {
    throw new UnsupportedOperationException("files are only written");
  }

  @Override
  protected void writeInternal(FileView file, HttpOutputMessage message) throws IOException {
    file.writeTo(message.getBody());
  }
}
