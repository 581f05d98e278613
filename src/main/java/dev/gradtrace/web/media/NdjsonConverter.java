package dev.gradtrace.web.media;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Iterator;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpInputMessage;
import org.springframework.http.HttpOutputMessage;
import org.springframework.http.MediaType;
import org.springframework.http.converter.AbstractHttpMessageConverter;
import tools.jackson.databind.json.JsonMapper;

/** Writes what is stepwise as JSON lines to whoever prefers that. */
public final class NdjsonConverter extends AbstractHttpMessageConverter<Stepwise> {

  private final JsonMapper json;

  public NdjsonConverter(JsonMapper json) {
    super(MediaType.APPLICATION_NDJSON);
    this.json = json;
  }

  @Override
  protected boolean supports(Class<?> type) {
    return Stepwise.class.isAssignableFrom(type);
  }

  @Override
  public boolean canRead(Class<?> type, @Nullable MediaType mediaType) {
    return false;
  }

  @Override
  protected Stepwise readInternal(Class<? extends Stepwise> type, HttpInputMessage message) {
    throw new UnsupportedOperationException("JSON lines are only written");
  }

  @Override
  protected void writeInternal(Stepwise answer, HttpOutputMessage message) throws IOException {
    OutputStream body = message.getBody();
    for (Iterator<? extends Record> lines = answer.lines().iterator(); lines.hasNext(); ) {
      body.write(json.writeValueAsBytes(lines.next()));
      body.write('\n');
    }
  }
}
