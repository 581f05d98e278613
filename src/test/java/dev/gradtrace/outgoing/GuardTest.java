package dev.gradtrace.outgoing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.gradtrace.validation.Fault;
import dev.gradtrace.validation.InvalidSpec;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The service's own network is not asked, however it is named. */
class GuardTest {

  private static final InetAddress PUBLIC = address("93.184.215.14");

  private static Outgoing outgoing(String... allowed) {
    return new Outgoing(Guard.of(List.of(allowed)), host -> new InetAddress[] {PUBLIC});
  }

  private static InetAddress address(String text) {
    try {
      return InetAddress.getByName(text);
    } catch (UnknownHostException e) {
      throw new AssertionError(e);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://localhost/",
        "http://LOCALHOST./",
        "http://a.localhost:8081/actuator",
        "http://127.0.0.1:8080/",
        "http://127.255.255.254/",
        "http://0.0.0.0/",
        "http://0.1.2.3/",
        "http://10.0.0.1/",
        "http://172.16.0.1/",
        "http://172.31.255.255/",
        "http://192.168.178.1/",
        "http://169.254.169.254/latest/meta-data/",
        "http://100.64.0.1/",
        "http://100.127.255.255/",
        "http://192.0.0.1/",
        "http://198.18.0.1/",
        "http://224.0.0.1/",
        "http://240.0.0.1/",
        "http://255.255.255.255/",
        "http://[::1]/",
        "http://[::]/",
        "http://[fe80::1]/",
        "http://[fec0::1]/",
        "http://[fc00::1]/",
        "http://[fdff::1]/",
        "http://[ff02::1]/",
        "http://[::ffff:127.0.0.1]/",
        "http://[::ffff:a9fe:a9fe]/",
        "http://[::127.0.0.1]/",
        "http://[64:ff9b::127.0.0.1]/",
        "http://[64:ff9b::a00:1]/",
        "http://[64:ff9b:1::1]/",
        "http://[2002:7f00:1::]/",
        "http://[2001::1]/",
        "http://[2001:db8::1]/",
        "http://[100::1]/"
      })
  void refusesTheServicesOwnNetwork(String url) {
    assertThat(fault(url)).as(url).contains("the service's own network");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "x",
        "/hook",
        "//example.org/",
        "ftp://example.org/",
        "file:///etc/passwd",
        "gopher://example.org/",
        "jar:http://example.org!/",
        "javascript:alert(1)",
        "http:///x",
        "http:example.org",
        "http://user@example.org/",
        "http://user:pass@example.org/",
        "http://example.org@127.0.0.1/",
        "http://example.org/#fragment",
        "http://example.org:0/",
        "http://example.org:65536/",
        "http://example.org:-1/",
        "http://2130706433/",
        "http://0x7f000001/",
        "http://0x7f.1/",
        "http://127.1/",
        "http://0177.0.0.1/",
        "http://010.8.8.8/",
        "http://8.8.8.08/",
        "http://1.2.3.4.5/",
        "http://[fe80::1%25eth0]/",
        "http://[::1/",
        "http://exa mple.org/",
        "http://example.org/\r\nX: y",
        "http://ex\u0000/",
        "http://exämple.org/",
        "http://127.0.0.1\\@example.org/",
        "http://example.org\\.127.0.0.1/"
      })
  void refusesWhatIsNoUrlOfAServer(String url) {
    assertThat(fault(url)).as(url).isNotBlank();
  }

  @Test
  void refusesLongUrls() {
    assertThat(fault("http://example.org/" + "x".repeat(2000))).contains("2019 characters");
    assertThat(fault("http://" + "x.".repeat(150) + "org/")).isNotBlank();
  }

  private static String fault(String url) {
    try {
      outgoing().destination(url);
      return "";
    } catch (InvalidSpec e) {
      assertThat(e.faults()).singleElement().extracting(Fault::pointer).isEqualTo("");
      return e.faults().get(0).detail();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://example.org", "HTTPS://Example.ORG:8443/hook?a=b%20c", "http://8.8.8.8/",
        "http://[2606:4700::1111]/", "http://[64:ff9b::808:808]/", "http://localhost.example.org/",
        "http://172.32.0.1/", "http://100.128.0.1/", "http://169.253.0.1/"
      })
  void takesThePublicInternet(String url) {
    assertThat(outgoing().destination(url).uri()).hasToString(url);
  }

  @Test
  void takesWhatIsAllowed() {
    Outgoing outgoing = outgoing("Hooks.lan", "127.0.0.0/8", "fd00::/8", "10.1.2.3");
    for (String url :
        List.of(
            "http://hooks.lan/",
            "http://127.0.0.1:9/",
            "http://localhost/",
            "http://[fd12::1]/",
            "http://10.1.2.3/")) {
      assertThat(outgoing.destination(url)).as(url).isNotNull();
    }
    for (String url : List.of("http://10.1.2.4/", "http://[fc00::1]/", "http://[::1]/")) {
      assertThatExceptionOfType(InvalidSpec.class)
          .as(url)
          .isThrownBy(() -> outgoing.destination(url));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"10.0.0.0/33", "10.0.0.0/x", "fd00::/129", "http://a", "a b", "1.2.3.999"})
  void refusesSettingsThatSayNothing(String allowed) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Guard.of(List.of(allowed)))
        .withMessageContaining("gradtrace.outgoing.allowed")
        .withMessageContaining(allowed);
  }

  /** A name that resolved to a public address at submission and to this machine at the request. */
  @Test
  void asksNoAddressOfTheOwnNetworkThatANameHasByThen() {
    InetAddress[][] answers = {
      {PUBLIC, address("127.0.0.1")}, {address("::1")}, {address("10.0.0.1")}
    };
    for (InetAddress[] answer : answers) {
      Outgoing outgoing = new Outgoing(Guard.of(List.of()), host -> answer);
      Destination to = outgoing.destination("http://rebound.example.org:9/");
      assertThatExceptionOfType(Unreachable.class)
          .isThrownBy(
              () ->
                  outgoing.send(
                      new Message("POST", to, Map.of(), new byte[0], Duration.ofSeconds(5), 10)))
          .withMessage("the host has an address of the service's own network");
    }
  }

  /** A stored destination that was allowed at submission is checked again at each request. */
  @Test
  void asksNoAddressThatIsAllowedNoMore() {
    Destination to = outgoing("127.0.0.1").destination("http://127.0.0.1:9/");
    Outgoing outgoing = new Outgoing(Guard.of(List.of()), InetAddress::getAllByName);
    assertThatExceptionOfType(Unreachable.class)
        .isThrownBy(
            () -> outgoing.send(new Message("GET", to, Map.of(), null, Duration.ofSeconds(5), 10)))
        .withMessage("the host has an address of the service's own network");
  }

  @Test
  void looksANameUpOnceForAConnection() throws Exception {
    int[] lookups = new int[1];
    Outgoing outgoing =
        new Outgoing(
            Guard.of(List.of("127.0.0.1")),
            host -> {
              lookups[0]++;
              return new InetAddress[] {
                lookups[0] == 1 ? address("127.0.0.1") : address("169.254.169.254")
              };
            });
    try (Receiver receiver = Receiver.answering(200)) {
      Destination to = outgoing.destination("http://hooks.example.org:" + receiver.port() + "/x");
      assertThat(
              outgoing
                  .send(new Message("GET", to, Map.of(), null, Duration.ofSeconds(5), 10))
                  .status())
          .isEqualTo(200);
      assertThat(receiver.received()).hasSize(1);
      assertThat(receiver.received().get(0).headers().getFirst("Host"))
          .isEqualTo("hooks.example.org:" + receiver.port());
    }
    assertThat(lookups[0]).isEqualTo(1);
  }
}
