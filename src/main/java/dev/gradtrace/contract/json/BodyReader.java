package dev.gradtrace.contract.json;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.exc.JacksonIOException;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.json.JsonReadFeature;
import tools.jackson.databind.JsonNode;

/** Reads a request body into a record or a tree, in one pass. */
public final class BodyReader {

  private static final int DEEPEST_NESTING = 50;
  private static final int LONGEST_STRING = 100_000;
  private static final int LONGEST_NAME = 1000;

  /** Accepts NaN and Infinity, so that they are refused with their place. */
  private static final JsonFactory JSON =
      JsonFactory.builder()
          .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
          .enable(StreamReadFeature.USE_FAST_DOUBLE_PARSER)
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(DEEPEST_NESTING)
                  .maxStringLength(LONGEST_STRING)
                  .maxNameLength(LONGEST_NAME)
                  .build())
          .build();

  private BodyReader() {}

  /**
   * Reads a stream to its end.
   *
   * @param type a record whose components are records, lists, numbers, strings, booleans, arrays of
   *     numbers, tables, or trees
   */
  public static <T extends Record> Body<T> read(Class<T> type, InputStream in) throws IOException {
    return read(type, RecordReader.of(type), in);
  }

  /** Reads a text, as {@link #read(Class, InputStream)} does. */
  public static <T extends Record> Body<T> read(Class<T> type, String text) {
    try {
      return read(type, new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Reads a UTF-8 text into a tree with a bounded number of values. */
  public static Body<JsonNode> readTree(byte[] text) {
    try {
      return readTree(new ByteArrayInputStream(text));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Reads a stream to its end into a tree with a bounded number of values. */
  public static Body<JsonNode> readTree(InputStream in) throws IOException {
    return read(JsonNode.class, TreeReader::readDocument, in);
  }

  private static <T> Body<T> read(Class<T> type, ValueReader reader, InputStream in)
      throws IOException {
    try (JsonParser parser = JSON.createParser(ObjectReadContext.empty(), in)) {
      Reading reading = new Reading(parser);
      T value = type.cast(document(reader, reading));
      return new Body<>(value, reading.faults(), "");
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  private static @Nullable Object document(ValueReader reader, Reading in) {
    try {
      if (in.next() == null) {
        in.malformed("is empty");
        return null;
      }
      Object value = reader.read(in);
      if (in.next() != null) {
        in.malformed("", "is followed by more text at " + in.location());
      }
      return value;
    } catch (JacksonIOException e) {
      throw new UncheckedIOException(e.getCause());
    } catch (Reading.TooManyFaults e) {
      return null;
    } catch (StreamConstraintsException e) {
      in.malformed("is nested too deeply or too long at " + in.location());
      return null;
    } catch (JacksonException e) {
      in.malformed("is not valid JSON at " + in.location());
      return null;
    }
  }
}
