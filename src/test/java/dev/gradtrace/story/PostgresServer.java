package dev.gradtrace.story;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Assumptions;

/**
 * A PostgreSQL that can be stopped and started again, with its data and at its port. It does not
 * run as root; on Linux root needs {@code unshare -U}, without which tests that want it are
 * skipped.
 */
final class PostgresServer implements AutoCloseable {

  private final Path data;
  private EmbeddedPostgres server;

  /** Starts one with an empty database. */
  PostgresServer(Path data) {
    this.data = data;
    try {
      server = builder().start();
    } catch (IOException | RuntimeException e) {
      Assumptions.abort(
          "PostgreSQL cannot be started here; as root it needs unshare -U: " + e.getMessage());
    }
  }

  String url() {
    return server.getJdbcUrl("postgres", "postgres");
  }

  /** Ends all connections, whatever they are doing, and itself. */
  void stop() {
    try {
      server.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  void start() {
    try {
      server = builder().setPort(server.getPort()).start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private EmbeddedPostgres.Builder builder() {
    return EmbeddedPostgres.builder()
        .setDataDirectory(data)
        .setCleanDataDirectory(false)
        .setServerConfig("fsync", "off");
  }

  @Override
  public void close() {
    stop();
  }
}
