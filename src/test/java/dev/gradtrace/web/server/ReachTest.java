package dev.gradtrace.web.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.mock.env.MockEnvironment;

/** Under which names the service answers, by where it listens and whether it asks for tokens. */
class ReachTest {

  private static final String TOKENS = "gradtrace.security.tokens-file";
  private static final String ISSUER = "spring.security.oauth2.resourceserver.jwt.issuer-uri";

  @ParameterizedTest
  @CsvSource({
    "127.0.0.1, '', '', false",
    "127.0.0.1, tokens, '', false",
    "0.0.0.0, '', '', false",
    "0.0.0.0, tokens, '', true",
    "0.0.0.0, '', https://issuer.example.org, true",
    "::, tokens, '', true",
    "::1, tokens, '', false"
  })
  void isAnyNameOnlyWhereTokensAreAskedForAndOthersAreMeantToCome(
      String address, String tokens, String issuer, boolean any) throws UnknownHostException {
    Reach reach =
        Reach.of(
            InetAddress.getByName(address),
            new NetworkAccess(null, List.of(), List.of(), List.of()),
            new MockEnvironment().withProperty(TOKENS, tokens).withProperty(ISSUER, issuer));
    assertThat(reach.hosts().include("example.org")).isEqualTo(any);
    assertThat(reach.hosts().include("localhost")).isTrue();
  }
}
