package dev.gradtrace.web.media;

import static java.util.Objects.requireNonNull;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.Iterator;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpInputMessage;
import org.springframework.http.HttpOutputMessage;
import org.springframework.http.MediaType;
import org.springframework.http.converter.AbstractHttpMessageConverter;
import tools.jackson.databind.json.JsonMapper;

/** Reads requests, or writes answers, of one Java type in one media type. */
public final class OneWayConverter<T> extends AbstractHttpMessageConverter<T> {

  private interface Reading<T> {
    T read(HttpInputMessage message) throws IOException;
  }

  private interface Writing<T> {
    void write(T answer, OutputStream body) throws IOException;
  }

  private final Class<T> type;
  private final @Nullable Reading<T> reading;
  private final @Nullable Writing<T> writing;

  private OneWayConverter(
      Class<T> type,
      MediaType mediaType,
      @Nullable Reading<T> reading,
      @Nullable Writing<T> writing) {
    super(mediaType);
    this.type = type;
    this.reading = reading;
    this.writing = writing;
  }

  public static OneWayConverter<Tabular> csv() {
    OneWayConverter<Tabular> csv =
        new OneWayConverter<>(Tabular.class, Tabular.CSV, null, OneWayConverter::writeCsv);
    csv.setDefaultCharset(StandardCharsets.UTF_8);
    return csv;
  }

  /** Writes the elements of an answer as JSON lines. */
  public static OneWayConverter<Stepwise> jsonLines(JsonMapper json) {
    return new OneWayConverter<>(
        Stepwise.class,
        MediaType.APPLICATION_NDJSON,
        null,
        (answer, body) -> writeLines(json, answer, body));
  }

  /** Writes files as they are generated, without holding them in memory. */
  public static OneWayConverter<FileView> file() {
    return new OneWayConverter<>(
        FileView.class, MediaType.APPLICATION_OCTET_STREAM, null, FileView::writeTo);
  }

  /**
   * Reads models of up to {@code mostBytes} bytes.
   *
   * @param memory called before each further number of bytes is read
   */
  public static OneWayConverter<ModelBody> model(long mostBytes, LongConsumer memory) {
    return new OneWayConverter<>(
        ModelBody.class,
        MediaType.APPLICATION_OCTET_STREAM,
        message -> new ModelBody(BoundedInputStream.of(message, mostBytes, memory).readAllBytes()),
        null);
  }

  private static void writeCsv(Tabular answer, OutputStream body) throws IOException {
    Writer writer = new BufferedWriter(new OutputStreamWriter(body, StandardCharsets.UTF_8));
    answer.writeTo(new CsvWriter(writer));
    writer.flush();
  }

  private static void writeLines(JsonMapper json, Stepwise answer, OutputStream body)
      throws IOException {
    for (Iterator<?> lines = answer.lines().iterator(); lines.hasNext(); ) {
      body.write(json.writeValueAsBytes(lines.next()));
      body.write('\n');
    }
  }

  @Override
  protected boolean supports(Class<?> candidate) {
    return type.isAssignableFrom(candidate);
  }

  @Override
  public boolean canRead(Class<?> candidate, @Nullable MediaType mediaType) {
    return reading != null && super.canRead(candidate, mediaType);
  }

  @Override
  public boolean canWrite(Class<?> candidate, @Nullable MediaType mediaType) {
    return writing != null && super.canWrite(candidate, mediaType);
  }

  @Override
  protected T readInternal(Class<? extends T> target, HttpInputMessage message) throws IOException {
    return requireNonNull(reading).read(message);
  }

  @Override
  protected void writeInternal(T answer, HttpOutputMessage message) throws IOException {
    requireNonNull(writing).write(answer, message.getBody());
  }
}
