package dev.gradtrace.web.media;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpInputMessage;
import org.springframework.http.HttpOutputMessage;
import org.springframework.http.MediaType;
import org.springframework.http.converter.AbstractHttpMessageConverter;

/** Writes what is tabular as CSV to whoever prefers that. */
public final class CsvConverter extends AbstractHttpMessageConverter<Tabular> {

  public static final String TEXT_CSV = "text/csv";
  public static final MediaType MEDIA_TYPE = new MediaType("text", "csv", StandardCharsets.UTF_8);

  public CsvConverter() {
    super(StandardCharsets.UTF_8, MEDIA_TYPE);
  }

  @Override
  protected boolean supports(Class<?> type) {
    return Tabular.class.isAssignableFrom(type);
  }

  @Override
  public boolean canRead(Class<?> type, @Nullable MediaType mediaType) {
    return false;
  }

  @Override
  protected Tabular readInternal(Class<? extends Tabular> type, HttpInputMessage message) {
    throw new UnsupportedOperationException("CSV is only written");
  }

  @Override
  protected void writeInternal(Tabular answer, HttpOutputMessage message) throws IOException {
    Writer writer =
        new BufferedWriter(new OutputStreamWriter(message.getBody(), StandardCharsets.UTF_8));
    answer.writeTo(new CsvWriter(writer));
    writer.flush();
  }
}
