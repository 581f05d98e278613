package dev.gradtrace.outgoing;

import dev.gradtrace.validation.InvalidSpec;
import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.regex.Pattern;
import javax.net.ssl.SSLException;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;
import org.apache.hc.client5.http.impl.io.ManagedHttpClientConnectionFactory;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.apache.hc.core5.io.Closer;
import org.apache.hc.core5.util.Timeout;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;

/**
 * Sends requests to servers that clients name: without redirects, retries, cookies or proxies,
 * within a time limit, and reading only so much of an answer.
 */
@Component
public final class Outgoing implements DisposableBean {

  private static final int LONGEST_URL = 2000;
  private static final int LONGEST_HOST = 253;
  private static final int LARGEST_PORT = 65_535;
  private static final Duration LONGEST_CONNECT = Duration.ofSeconds(5);
  private static final int MOST_CONNECTIONS = 64;
  private static final int MOST_HEADERS = 100;
  private static final int LONGEST_HEADER = 8192;

  /**
   * An IPv4 address in plain decimal; leading zeros, which some parsers take for octal, do not
   * match.
   */
  private static final Pattern DOTTED =
      Pattern.compile("(0|[1-9][0-9]{0,2})(\\.(0|[1-9][0-9]{0,2})){3}");

  /**
   * A host that some parsers take for an IPv4 address: decimal, octal or hexadecimal, in one number
   * or several.
   */
  private static final Pattern NUMBER_AT_THE_END = Pattern.compile("(^|\\.)(0x[0-9a-f]*|[0-9]+)$");

  private final Guard guard;
  private final CloseableHttpClient client;
  private final ScheduledExecutorService ends =
      Executors.newSingleThreadScheduledExecutor(
          work -> {
            Thread thread = new Thread(work, "outgoing-ends");
            thread.setDaemon(true);
            return thread;
          });

  @Autowired
  Outgoing(OutgoingSettings settings) {
    this(Guard.of(settings.allowed()), InetAddress::getAllByName);
  }

  Outgoing(Guard guard, CheckedResolver.Lookup lookup) {
    this.guard = guard;
    this.client = client(new CheckedResolver(guard, lookup));
  }

  private static CloseableHttpClient client(CheckedResolver resolver) {
    Http1Config limits =
        Http1Config.custom()
            .setMaxHeaderCount(MOST_HEADERS)
            .setMaxLineLength(LONGEST_HEADER)
            .build();
    ConnectionConfig connection =
        ConnectionConfig.custom()
            .setConnectTimeout(Timeout.of(LONGEST_CONNECT))
            .setSocketTimeout(Timeout.ofSeconds(30))
            .setTimeToLive(Timeout.ofSeconds(30))
            .setValidateAfterInactivity(Timeout.ofSeconds(1))
            .build();
    return HttpClientBuilder.create()
        .setConnectionManager(
            PoolingHttpClientConnectionManagerBuilder.create()
                .setConnectionFactory(
                    ManagedHttpClientConnectionFactory.builder().http1Config(limits).build())
                .setDefaultConnectionConfig(connection)
                .setDnsResolver(resolver)
                .setMaxConnTotal(MOST_CONNECTIONS)
                .setMaxConnPerRoute(MOST_CONNECTIONS / 4)
                .build())
        .setDefaultRequestConfig(
            RequestConfig.custom()
                .setConnectionRequestTimeout(Timeout.of(LONGEST_CONNECT))
                .setProtocolUpgradeEnabled(false)
                .build())
        .setUserAgent("gradtrace")
        .disableRedirectHandling()
        .disableAutomaticRetries()
        .disableCookieManagement()
        .disableContentCompression()
        .disableAuthCaching()
        .build();
  }

  /**
   * The destination of a URL from a client.
   *
   * @throws InvalidSpec if it is not a valid URL, or names the service's own network as far as the
   *     URL alone tells
   */
  public Destination destination(String url) {
    InvalidSpec.unless(
        url.length() <= LONGEST_URL,
        "",
        "has %d characters, at most %d are taken",
        url.length(),
        LONGEST_URL);
    URI uri = parsed(url);
    InvalidSpec.unless(
        "http".equalsIgnoreCase(uri.getScheme()) || "https".equalsIgnoreCase(uri.getScheme()),
        "",
        "must begin with http:// or https://");
    InvalidSpec.unless(
        uri.getRawUserInfo() == null && !String.valueOf(uri.getRawAuthority()).contains("@"),
        "",
        "must name no user");
    InvalidSpec.unless(uri.getHost() != null, "", "must name a host, or an address as 192.0.2.1");
    InvalidSpec.unless(uri.getRawFragment() == null, "", "must have no fragment");
    InvalidSpec.unless(
        uri.getPort() == -1 || uri.getPort() >= 1 && uri.getPort() <= LARGEST_PORT,
        "",
        "must have a port from 1 to %d",
        LARGEST_PORT);
    requireForeign(Destination.host(uri));
    return new Destination(uri);
  }

  private static URI parsed(String url) {
    try {
      return new URI(url);
    } catch (URISyntaxException e) {
      throw InvalidSpec.meaningless("", "must be a URL");
    }
  }

  /** Refuses names and addresses of the service's own network; resolves nothing yet. */
  private void requireForeign(String host) {
    InvalidSpec.unless(
        host.length() <= LONGEST_HOST && host.indexOf('%') < 0, "", "must name a host");
    boolean may;
    if (host.startsWith("[") || DOTTED.matcher(host).matches()) {
      InetAddress address = literal(host);
      may = guard.mayAsk(host, address);
    } else {
      InvalidSpec.unless(
          !NUMBER_AT_THE_END.matcher(host).find(),
          "",
          "must write an address as four decimal numbers");
      may = guard.mayAsk(host);
    }
    InvalidSpec.unless(
        may,
        "",
        "is of the service's own network; whoever operates it may allow that"
            + " (GRADTRACE_OUTGOING_ALLOWED)");
  }

  private static InetAddress literal(String host) {
    try {
      return InetAddress.getByName(host);
    } catch (UnknownHostException e) {
      throw InvalidSpec.meaningless("", "must name a host");
    }
  }

  /**
   * Sends a request once.
   *
   * @throws Unreachable if there is no answer
   */
  public Answer send(Message message) throws Unreachable {
    HttpUriRequestBase request = new HttpUriRequestBase(message.method(), message.to().uri());
    message.headers().forEach(request::setHeader);
    byte[] body = message.body();
    if (body != null) {
      request.setEntity(new ByteArrayEntity(body, null));
    }
    request.setConfig(
        RequestConfig.custom()
            .setConnectionRequestTimeout(Timeout.of(LONGEST_CONNECT))
            .setResponseTimeout(Timeout.of(message.longest()))
            .setProtocolUpgradeEnabled(false)
            .setRedirectsEnabled(false)
            .setContentCompressionEnabled(false)
            .build());
    AtomicBoolean late = new AtomicBoolean();
    Future<?> end =
        ends.schedule(
            () -> {
              late.set(true);
              request.cancel();
            },
            message.longest().toMillis(),
            TimeUnit.MILLISECONDS);
    try {
      return answer(request, message.mostRead());
    } catch (IOException e) {
      throw unreachable(e, late.get(), message.longest());
    } finally {
      end.cancel(false);
    }
  }

  private Answer answer(HttpUriRequestBase request, int most) throws IOException {
    ClassicHttpResponse response = client.executeOpen(null, request, null);
    boolean whole = false;
    try {
      Answer answer = answer(response, most);
      whole = answer.whole();
      return answer;
    } finally {
      if (!whole) {
        // Closing would read the rest of the body first.
        request.cancel();
      }
      Closer.closeQuietly(response);
    }
  }

  private static Answer answer(ClassicHttpResponse response, int most) throws IOException {
    Header retry = response.getFirstHeader("Retry-After");
    HttpEntity entity = response.getEntity();
    byte[] read = new byte[0];
    if (entity != null) {
      InputStream content = entity.getContent();
      read = content == null ? read : content.readNBytes(most + 1);
    }
    boolean whole = read.length <= most;
    return new Answer(
        response.getCode(),
        retry == null ? null : retry.getValue(),
        whole ? read : Arrays.copyOf(read, most),
        whole);
  }

  private static Unreachable unreachable(IOException fault, boolean late, Duration longest) {
    if (late || fault instanceof SocketTimeoutException) {
      return new Unreachable("no answer within " + longest.toSeconds() + " s");
    }
    if (fault instanceof CheckedResolver.Forbidden) {
      return new Unreachable("the host has an address of the service's own network");
    }
    if (fault instanceof UnknownHostException) {
      return new Unreachable("the host is not known");
    }
    if (fault instanceof SSLException) {
      return new Unreachable("the TLS connection failed");
    }
    if (fault instanceof ConnectException) {
      return new Unreachable("no connection");
    }
    return new Unreachable("the connection broke, or the answer is not HTTP");
  }

  @Override
  public void destroy() throws IOException {
    ends.shutdownNow();
    client.close();
  }
}
