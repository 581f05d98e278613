package dev.gradtrace.storage;

import java.io.File;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.MigrationInfo;
import org.flywaydb.core.api.MigrationState;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.InitializingBean;
import org.springframework.boot.availability.AvailabilityChangeEvent;
import org.springframework.boot.availability.LivenessState;
import org.springframework.boot.jdbc.DatabaseDriver;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.ApplicationContext;
import org.springframework.context.SmartLifecycle;
import org.springframework.core.NestedExceptionUtils;
import org.springframework.stereotype.Component;

/**
 * Brings the database to the schema of this release. A database that cannot be reached is waited
 * for, with the web server already up to report that; one that cannot be used stops the start.
 */
@Component
public final class Migration implements InitializingBean, SmartLifecycle {

  private static final Logger LOG = LoggerFactory.getLogger(Migration.class);

  private static final String LOCATION = "classpath:db/migration/";

  /**
   * H2 replaces a file without any valid content by an empty database, unless it opens it
   * read-only.
   */
  private static final String JUST_LOOKING = ";ACCESS_MODE_DATA=r";

  /** SQL states of a PostgreSQL that is not up yet or has no connection left. */
  private static final Set<String> UNREACHABLE = Set.of("08001", "08006", "57P03", "53300");

  private static final long PAUSE_SECONDS = 3;

  private final JdbcConnectionDetails database;
  private final DataSource pool;
  private final ApplicationContext context;
  private final String vendor;
  private final String place;
  private volatile boolean done;

  Migration(JdbcConnectionDetails database, DataSource pool, ApplicationContext context) {
    this.database = database;
    this.pool = pool;
    this.context = context;
    this.vendor = DatabaseDriver.fromJdbcUrl(database.getJdbcUrl()).getId();
    // The parameters may contain a password.
    this.place = database.getJdbcUrl().replaceFirst("[;?].*", "");
  }

  /**
   * Runs before the web server starts: probes would open the H2 file, which one process opens in
   * one mode only.
   */
  @Override
  public void afterPropertiesSet() {
    if (hasFile()) {
      requireSoundFile();
    }
  }

  /** After the web server, before the beans that work with the database. */
  @Override
  public int getPhase() {
    return WebServerApplicationContext.START_STOP_LIFECYCLE_PHASE + 1;
  }

  @Override
  public void start() {
    AvailabilityChangeEvent.publish(context, LivenessState.CORRECT);
    try (Connection connection = firstConnection()) {
      if (connection.isReadOnly()) {
        throw UnusableDatabase.ofReadOnly(place);
      }
      Flyway flyway = flyway("");
      requireKnown(flyway.info().applied());
      flyway.migrate();
      // Without connections H2 closes its file, and discards a database in memory.
      pool.getConnection().close();
    } catch (SQLException | FlywayException fault) {
      throw UnusableDatabase.of(fault, place);
    }
    done = true;
  }

  /** Whether this is H2 with a file that is not empty; a full disk may have left an empty one. */
  private boolean hasFile() {
    return new File(place.replaceFirst("jdbc:h2:(file:)?", "") + ".mv.db").length() > 0;
  }

  private void requireSoundFile() {
    try {
      MigrationInfo[] applied = applied();
      if (applied.length == 0) {
        throw UnusableDatabase.ofDamage(place, null);
      }
      requireKnown(applied);
    } catch (FlywayException fault) {
      throw UnusableDatabase.of(fault, place);
    }
  }

  /**
   * What the file says of itself, read without a change to it. H2 rolls back what a killed process
   * had not committed, for which it must write once that is long; it has found the file sound then.
   */
  private MigrationInfo[] applied() {
    try {
      return flyway(JUST_LOOKING).info().applied();
    } catch (FlywayException fault) {
      if (!UnusableDatabase.isForWantOfWriting(fault)) {
        throw fault;
      }
      LOG.info("Undoing what the last process had not finished in the data of {}", place);
      return flyway("").info().applied();
    }
  }

  private void requireKnown(MigrationInfo[] applied) {
    for (MigrationInfo migration : applied) {
      if (migration.getState() == MigrationState.FUTURE_SUCCESS) {
        throw UnusableDatabase.ofLaterRelease(place, migration.getVersion().getVersion());
      }
    }
  }

  /** Uses connections outside the pool, which would end a long migration. */
  private Flyway flyway(String parameters) {
    return Flyway.configure()
        .dataSource(
            database.getJdbcUrl() + parameters, database.getUsername(), database.getPassword())
        .locations(LOCATION + "common", LOCATION + vendor)
        .load();
  }

  /**
   * Connects in another thread, because closing the context interrupts only a thread that waits.
   */
  private Connection firstConnection() {
    try {
      return CompletableFuture.supplyAsync(this::connect).get();
    } catch (ExecutionException e) {
      throw new IllegalStateException(e);
    } catch (InterruptedException e) {
      throw UnusableDatabase.ofImpatience(place, e);
    }
  }

  private Connection connect() {
    Properties login = new Properties();
    put(login, "user", database.getUsername());
    put(login, "password", database.getPassword());
    while (true) {
      try {
        return DriverManager.getConnection(database.getJdbcUrl(), login);
      } catch (SQLException refusal) {
        if (!UNREACHABLE.contains(UnusableDatabase.stateOf(refusal))) {
          throw UnusableDatabase.of(refusal, place);
        }
        LOG.warn(
            "Waiting for the database of {}, trying again every {} s: {}",
            place,
            PAUSE_SECONDS,
            NestedExceptionUtils.getMostSpecificCause(refusal).toString());
        LockSupport.parkNanos(TimeUnit.SECONDS.toNanos(PAUSE_SECONDS));
      }
    }
  }

  private static void put(Properties login, String name, @Nullable String value) {
    if (value != null) {
      login.setProperty(name, value);
    }
  }

  @Override
  public void stop() {
    done = false;
  }

  /** Whether the database has the schema of this release. */
  @Override
  public boolean isRunning() {
    return done;
  }
}
