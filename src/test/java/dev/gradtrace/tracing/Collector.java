package dev.gradtrace.tracing;

import com.google.protobuf.ByteString;
import com.google.protobuf.CodedInputStream;
import com.google.protobuf.WireFormat;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;

/** Receives spans by OTLP over HTTP. */
final class Collector implements AutoCloseable {

  /**
   * @param links ids of linked spans in other traces
   * @param attributes only those with text values
   */
  record Span(
      String trace, String id, String name, List<String> links, Map<String, String> attributes) {}

  private final HttpServer server;
  private final List<Span> spans = new CopyOnWriteArrayList<>();

  Collector() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/v1/traces",
        exchange -> {
          read(ByteString.readFrom(exchange.getRequestBody()));
          exchange.sendResponseHeaders(200, -1);
          exchange.close();
        });
    server.start();
  }

  String endpoint() {
    return "http://localhost:" + server.getAddress().getPort() + "/v1/traces";
  }

  List<Span> spans() {
    return spans;
  }

  /**
   * Field numbers of ExportTraceServiceRequest: resource_spans 1, in it scope_spans 2, in it spans
   * 2.
   */
  private void read(ByteString request) {
    for (ByteString resource : fields(request, 1)) {
      for (ByteString scope : fields(resource, 2)) {
        for (ByteString span : fields(scope, 2)) {
          spans.add(span(span));
        }
      }
    }
  }

  private static Span span(ByteString bytes) {
    return new Span(
        hex(bytes, 1),
        hex(bytes, 2),
        fields(bytes, 5).get(0).toStringUtf8(),
        fields(bytes, 13).stream().map(link -> hex(link, 2)).toList(),
        fields(bytes, 9).stream()
            .collect(
                Collectors.toMap(
                    attribute -> fields(attribute, 1).get(0).toStringUtf8(),
                    attribute ->
                        fields(fields(attribute, 2).get(0), 1).stream()
                            .map(ByteString::toStringUtf8)
                            .collect(Collectors.joining()))));
  }

  private static String hex(ByteString message, int number) {
    return HexFormat.of().formatHex(fields(message, number).get(0).toByteArray());
  }

  /** The length-delimited fields with this number. */
  private static List<ByteString> fields(ByteString message, int number) {
    try {
      List<ByteString> found = new ArrayList<>();
      CodedInputStream in = message.newCodedInput();
      for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
        boolean isMeant =
            WireFormat.getTagFieldNumber(tag) == number
                && WireFormat.getTagWireType(tag) == WireFormat.WIRETYPE_LENGTH_DELIMITED;
        if (isMeant) {
          found.add(in.readBytes());
        } else {
          in.skipField(tag);
        }
      }
      return found;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
