package dev.gradtrace.web.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.gradtrace.validation.InvalidSpec;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TrustedProxiesTest {

  @ParameterizedTest
  @CsvSource({
    "10.0.0.1, 10.0.0.1, true",
    "10.0.0.1, 10.0.0.2, false",
    "10.0.0.1, 110.0.0.1, false",
    "172.16.0.0/12, 172.16.0.1, true",
    "172.16.0.0/12, 172.31.255.255, true",
    "172.16.0.0/12, 172.32.0.1, false",
    "172.16.0.0/12, 172.15.0.1, false",
    "192.168.5.77/24, 192.168.5.1, true",
    "192.168.5.77/24, 192.168.6.1, false",
    "10.0.0.0/8, 10.255.1.2, true",
    "10.0.0.4/31, 10.0.0.5, true",
    "10.0.0.4/31, 10.0.0.6, false",
    "0:0:0:0:0:0:0:1, 0:0:0:0:0:0:0:1, true"
  })
  void areThoseOfTheirNetworks(String network, String address, boolean trusted) {
    assertThat(new TrustedProxies(List.of("1.2.3.4", network)).test(address)).isEqualTo(trusted);
  }

  @Test
  void areNoneWithoutASetting() {
    assertThat(new TrustedProxies(List.of()).test("127.0.0.1")).isFalse();
    assertThat(new TrustedProxies(List.of("")).test("")).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"proxy", "10.0.0.1/33", ".*", "10.0.0", "fd00::/8"})
  void areAddresses(String network) {
    assertThatExceptionOfType(InvalidSpec.class)
        .isThrownBy(() -> new TrustedProxies(List.of(network)));
  }
}
