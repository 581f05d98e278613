package dev.gradtrace.web.token;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.nimbusds.jwt.JWTClaimsSet;
import dev.gradtrace.story.Service;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Date;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** Event streams of those whose tokens are taken back, or grow old, while they read. */
@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT)
class StreamTokensTest {

  private static final String ENDLESS =
      """
      {"network": {"inputs": 64, "layers": [{"units": 10, "activation": "sigmoid"}]},
       "cost": "quadratic", "dataset": {"id": "digits"}, "epochs": 100000,
       "optimizer": {"name": "sgd"}}
      """;

  /** Many times what it takes to look again, for a machine that has much to do. */
  private static final int SOON = 30;

  private static final TestIssuer ISSUER = new TestIssuer();

  @TempDir private static Path folder;

  @LocalServerPort private int port;
  private final ExecutorService readers = Executors.newCachedThreadPool();
  private Service service;
  private String job;

  @DynamicPropertySource
  static void both(DynamicPropertyRegistry settings) throws IOException {
    TokenLines.require(settings, folder);
    settings.add("spring.security.oauth2.resourceserver.jwt.issuer-uri", ISSUER::address);
  }

  private static void keep(String lines) throws IOException {
    Files.writeString(folder.resolve("tokens"), lines);
  }

  @BeforeEach
  void train() throws IOException {
    keep(TokenLines.ALL);
    service = new Service(port);
    String made =
        Service.text(service.post("/v1/training-jobs", ENDLESS, bearer(TokenLines.ADMIN)), 201);
    job = "/v1/training-jobs/" + Service.json(made).get("id").asString();
  }

  @AfterEach
  void stop() {
    service.post(job + "/cancel", "", bearer(TokenLines.ADMIN));
    readers.shutdownNow();
  }

  @AfterAll
  static void close() {
    ISSUER.close();
  }

  @Test
  void endWhenTheLineOfTheirTokenIsGone() throws IOException {
    Reading reader = reading(TokenLines.READER);
    Reading admin = reading(TokenLines.ADMIN);
    keep(TokenLines.ALL.replaceFirst("(?m)^\\S+ read .*$", ""));
    await().atMost(SOON, SECONDS).until(reader.ended()::isDone);
    assertGoesOn(admin);
  }

  @Test
  void endWhenTheirTokenIsSomebodyElses() throws IOException {
    Reading reader = reading(TokenLines.READER);
    keep(TokenLines.ALL.replaceFirst("(?m)^\\S+( read )", "somebody$1"));
    await().atMost(SOON, SECONDS).until(reader.ended()::isDone);
  }

  @Test
  void endWhenTheirTokenIsTooOld() {
    Reading old = reading(ISSUER.signed(endingAfter(5)));
    Reading young = reading(ISSUER.signed(endingAfter(600)));
    await().atMost(SOON, SECONDS).until(old.ended()::isDone);
    assertGoesOn(young);
  }

  private static JWTClaimsSet endingAfter(long seconds) {
    return ISSUER
        .claims("eve")
        .claim("roles", "gradtrace:read")
        .expirationTime(Date.from(Instant.now().plusSeconds(seconds)))
        .build();
  }

  /** A stream that is read: how many lines have come, and whether it has ended. */
  private record Reading(AtomicInteger lines, CompletableFuture<Void> ended) {}

  private Reading reading(String token) {
    AtomicInteger lines = new AtomicInteger();
    CompletableFuture<Void> ended =
        CompletableFuture.runAsync(
            () ->
                service.stream(job + "/events", bearer(token))
                    .forEach(line -> lines.incrementAndGet()),
            readers);
    await().atMost(SOON, SECONDS).until(() -> lines.get() > 0);
    return new Reading(lines, ended);
  }

  private static void assertGoesOn(Reading reading) {
    int before = reading.lines().get();
    await().atMost(SOON, SECONDS).until(() -> reading.lines().get() > before);
    assertThat(reading.ended()).isNotDone();
  }

  private static String[] bearer(String token) {
    return new String[] {"Authorization", "Bearer " + token};
  }
}
