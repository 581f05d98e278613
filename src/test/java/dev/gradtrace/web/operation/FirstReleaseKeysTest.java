package dev.gradtrace.web.operation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gradtrace.storage.FirstRelease;
import dev.gradtrace.storage.TestDatabase;
import java.time.Instant;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.jdbc.core.simple.JdbcClient;

class FirstReleaseKeysTest {

  private static final Instant SOON_AFTER = Instant.parse("2026-11-23T22:00:00Z");

  static Stream<Arguments> databases() {
    return Stream.of(
        Arguments.argumentSet("H2", (Supplier<TestDatabase>) FirstRelease::onH2),
        Arguments.argumentSet("PostgreSQL", (Supplier<TestDatabase>) FirstRelease::onPostgres));
  }

  @ParameterizedTest
  @MethodSource("databases")
  void areKnownAfterAnUpgrade(Supplier<TestDatabase> database) {
    TestDatabase migrated = database.get();
    JdbcIdempotencyKeys keys =
        new JdbcIdempotencyKeys(
            JdbcClient.create(migrated.jdbc()), migrated.transactions(), () -> SOON_AFTER);
    JdbcIdempotencyKeys.Use use = keys.find("/v1/training-jobs the first job").orElseThrow();
    assertThat(use.answer().location()).isEqualTo("/v1/training-jobs/" + FirstRelease.FINISHED);
    assertThat(use.answer().body()).contains("\"first run · ∇\"");
  }
}
