package dev.gradtrace.web.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HostsTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "localhost",
        "LOCALHOST:8080",
        "localhost.",
        "localhost.:8080",
        "lab.localhost:1",
        "127.0.0.1",
        "127.0.0.2:65535",
        "[::1]",
        "[::1]:8080",
        "[0:0:0:0:0:0:0:1]:8080",
        "[::ffff:127.0.0.1]"
      })
  void alwaysHaveThisMachine(String host) {
    assertThat(new Hosts(List.of()).include(host)).isTrue();
    assertThat(new Hosts(List.of("example.org")).include(host)).isTrue();
    assertThat(Hosts.isLocal(host)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "example.org",
        "localhost.example.org",
        "localhost:8080@example.org",
        "notlocalhost",
        "127.0.0.1.nip.io",
        "127.0.0.1.example.org:8080",
        "10.0.0.1",
        "0.0.0.0",
        "[::2]",
        "[::]",
        "[::1",
        "[localhost]",
        "[example.org]",
        "2130706433",
        "",
        ":8080",
        "*",
        "localhost 127.0.0.1"
      })
  void haveNoOtherUnlessToldTo(String host) {
    assertThat(new Hosts(List.of()).include(host)).isFalse();
    assertThat(Hosts.isLocal(host)).isFalse();
  }

  @Test
  void areOfAnyPortUnlessTheyHaveOne() {
    Hosts hosts =
        new Hosts(List.of("Gradtrace.Example.org", "other.example.org:8443", "[fd00::1]"));
    assertThat(hosts.include("gradtrace.example.org")).isTrue();
    assertThat(hosts.include("GRADTRACE.example.org.:8080")).isTrue();
    assertThat(hosts.include("other.example.org:8443")).isTrue();
    assertThat(hosts.include("[FD00::1]:8080")).isTrue();
    assertThat(hosts.include("other.example.org")).isFalse();
    assertThat(hosts.include("other.example.org:8080")).isFalse();
    assertThat(hosts.include("www.gradtrace.example.org")).isFalse();
  }

  @Test
  void areAnyWithAStarButNotWhatIsNoHost() {
    Hosts any = new Hosts(List.of("*"));
    assertThat(any.include("example.org:8080")).isTrue();
    assertThat(any.include("[2001:db8::1]")).isTrue();
    assertThat(any.include("<script>")).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"127.0.0.1", "127.8.8.8", "::1", "0:0:0:0:0:0:0:1"})
  void knowTheAddressesOfThisMachine(String address) {
    assertThat(Hosts.isLocal(address)).isTrue();
  }
}
