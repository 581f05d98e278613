package dev.gradtrace.web.access;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.mock.web.MockHttpServletRequest;

class ClientAddressTest {

  @ParameterizedTest
  @CsvSource({
    "10.1.2.3, 10.1.2.3",
    "2001:db8:0:7:1:2:3:4, 2001:db8:0:7::/64",
    "2001:db8:0:7::ffff, 2001:db8:0:7::/64",
    "2001:db8:0:8::ffff, 2001:db8:0:8::/64",
    "::ffff:10.1.2.3, 10.1.2.3",
    "0:0:0:0:0:0:0:1, 0:0:0:0:0:0:0:1",
    "::1, 0:0:0:0:0:0:0:1",
    "not:an:address, not:an:address"
  })
  void countsWhoeverHasANetworkOnce(String address, String client) {
    assertThat(ClientAddress.of(address)).isEqualTo(client);
  }

  @Test
  void isWhatQuotasOfCallersAreCountedFor() {
    MockHttpServletRequest request = new MockHttpServletRequest();
    request.setRemoteAddr("2001:db8:0:7:1:2:3:4");
    assertThat(Callers.of(request).client()).isEqualTo("2001:db8:0:7::/64");
  }
}
