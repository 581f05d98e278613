package dev.gradtrace.web.token;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jwt.JWTClaimsSet;
import dev.gradtrace.story.Service;
import dev.gradtrace.web.Refused;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** Tokens that an issuer has signed, beside those of a file. */
@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT)
class IssuedTokensTest {

  private static final String MOONS = "{\"name\": \"moons\", \"generator\": {\"name\": \"moons\"}}";

  private static final TestIssuer ISSUER = new TestIssuer();
  private static final TestIssuer STRANGER = new TestIssuer();

  @TempDir private static Path folder;

  @LocalServerPort private int port;
  private Service service;

  @DynamicPropertySource
  static void both(DynamicPropertyRegistry settings) throws IOException {
    Path file =
        Files.writeString(
            folder.resolve("tokens"),
            "ann read 2bb80d537b1da3e38bd30361aa855686bde0eacd7162fef6a25fe97bf527a25b\n");
    settings.add("gradtrace.security.tokens-file", file::toString);
    settings.add("spring.security.oauth2.resourceserver.jwt.issuer-uri", ISSUER::address);
  }

  @BeforeEach
  void connect() {
    service = new Service(port);
  }

  @AfterAll
  static void close() {
    ISSUER.close();
    STRANGER.close();
  }

  @Test
  void areGoodBesideThoseOfTheFile() {
    assertThat(read("secret")).isEqualTo(200);
    assertThat(read(ISSUER.signed(role("gradtrace:read")))).isEqualTo(200);
    assertThat(read(ISSUER.signedByCurve(role("gradtrace:read")))).isEqualTo(200);
  }

  @Test
  void carryTheirRoleInRolesOrScope() {
    assertThat(create(ISSUER.signed(role("gradtrace:read")))).isEqualTo(403);
    assertThat(create(ISSUER.signed(role("gradtrace:write")))).isEqualTo(201);
    assertThat(create(ISSUER.signed(role("write")))).isEqualTo(201);
    assertThat(create(ISSUER.signed(scope("openid gradtrace:read gradtrace:admin"))))
        .isEqualTo(201);
    assertThat(create(ISSUER.signed(scope("openid write admin")))).isEqualTo(403);
  }

  @Test
  void withoutARoleMayNothing() {
    HttpResponse<String> answer = get(ISSUER.signed(ISSUER.claims("eve").build()));
    Refused.with(403, answer);
    assertThat(answer.headers().firstValue("WWW-Authenticate").orElseThrow())
        .contains("error=\"insufficient_scope\"", "scope=\"gradtrace:read\"");
  }

  @Test
  void areRefusedIfForgedForeignOrOld() {
    JWTClaimsSet good = role("gradtrace:admin");
    Date past = Date.from(Instant.now().minus(Duration.ofMinutes(5)));
    JWTClaimsSet old = new JWTClaimsSet.Builder(good).expirationTime(past).build();
    JWTClaimsSet early =
        new JWTClaimsSet.Builder(good).notBeforeTime(good.getExpirationTime()).build();
    JWTClaimsSet nameless = new JWTClaimsSet.Builder(good).subject(null).build();
    JWTClaimsSet longName = new JWTClaimsSet.Builder(good).subject("n".repeat(201)).build();
    JWTClaimsSet foreign = new JWTClaimsSet.Builder(good).issuer(STRANGER.address()).build();
    String whole = ISSUER.signed(good);
    String elsewhere = whole.substring(0, whole.lastIndexOf('.'));
    List<String> bad =
        List.of(
            ISSUER.signed(old),
            ISSUER.signed(early),
            ISSUER.signed(nameless),
            ISSUER.signed(longName),
            ISSUER.signed(foreign),
            STRANGER.signed(good),
            STRANGER.signed(foreign),
            ISSUER.signedWithPublicKey(good),
            TestIssuer.unsigned(good),
            elsewhere + ".",
            elsewhere + "." + "A".repeat(342),
            "a.b.c",
            "..");
    assertThat(read(whole)).isEqualTo(200);
    for (String token : bad) {
      HttpResponse<String> answer = get(token);
      Refused.with(401, answer);
      assertThat(answer.headers().firstValue("WWW-Authenticate").orElseThrow())
          .isEqualTo("Bearer realm=\"gradtrace\", error=\"invalid_token\"");
      assertThat(answer.body()).doesNotContain("Jwt", "JWT");
    }
  }

  @Test
  void doNotHaveTheIssuerAskedForEachKeyThatIsUnknown() {
    JWTClaimsSet good = role("gradtrace:admin");
    assertThat(read(ISSUER.signed(good))).isEqualTo(200);
    int before = ISSUER.asked();
    for (int i = 0; i < 40; i++) {
      assertThat(read(ISSUER.signedWithUnknownKey(good, "key" + i))).isIn(401, 503);
    }
    assertThat(ISSUER.asked() - before).isLessThan(40 / 2);
    assertThat(read(ISSUER.signed(good))).isEqualTo(200);
  }

  private static JWTClaimsSet role(String role) {
    return ISSUER.claims("eve").claim("roles", List.of("other", role)).build();
  }

  private static JWTClaimsSet scope(String scope) {
    return ISSUER.claims("eve").claim("scope", scope).build();
  }

  private int read(String token) {
    return get(token).statusCode();
  }

  private HttpResponse<String> get(String token) {
    return service.get("/v1/training-jobs", "Authorization", "Bearer " + token);
  }

  private int create(String token) {
    return service.post("/v1/datasets", MOONS, "Authorization", "Bearer " + token).statusCode();
  }
}
