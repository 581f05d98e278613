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
 * Brings the database to the schema of this release. Waits for one that cannot be reached, with the
 * web server up to say so; refuses one that cannot be used.
 */
@Component
public final class Migration implements InitializingBean, SmartLifecycle {

  private static final Logger LOG = LoggerFactory.getLogger(Migration.class);

  private static final String LOCATION = "classpath:db/migration/";

  /** H2 begins anew in a file in which nothing is whole, unless it is only to read it. */
  private static final String JUST_LOOKING = ";ACCESS_MODE_DATA=r";

  /** SQL states of a PostgreSQL that is not there yet, or has no connection left. */
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
    // Among the parameters may be a password.
    this.place = database.getJdbcUrl().replaceFirst("[;?].*", "");
  }

  /** Before the web server, because probes connect, and H2 has a file open in one way only. */
  @Override
  public void afterPropertiesSet() {
    if (hasFile()) {
      requireSoundFile();
    }
  }

  /** After the web server, before those who work with the database. */
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
      // H2 closes a file, and forgets a memory, without connections.
      pool.getConnection().close();
    } catch (SQLException | FlywayException fault) {
      throw UnusableDatabase.of(fault, place);
    }
    done = true;
  }

  /** Whether this is H2 with a file that is not empty, as a full disk may have left it. */
  private boolean hasFile() {
    return new File(place.replaceFirst("jdbc:h2:(file:)?", "") + ".mv.db").length() > 0;
  }

  private void requireSoundFile() {
    try {
      MigrationInfo[] applied = flyway(JUST_LOOKING).info().applied();
      if (applied.length == 0) {
        throw UnusableDatabase.ofDamage(place, null);
      }
      requireKnown(applied);
    } catch (FlywayException fault) {
      throw UnusableDatabase.of(fault, place);
    }
  }

  private void requireKnown(MigrationInfo[] applied) {
    for (MigrationInfo migration : applied) {
      if (migration.getState() == MigrationState.FUTURE_SUCCESS) {
        throw UnusableDatabase.ofLaterRelease(place, migration.getVersion().getVersion());
      }
    }
  }

  /** With connections of its own: the pool ends what takes long. */
  private Flyway flyway(String parameters) {
    return Flyway.configure()
        .dataSource(
            database.getJdbcUrl() + parameters, database.getUsername(), database.getPassword())
        .locations(LOCATION + "common", LOCATION + vendor)
        .load();
  }

  /** By another thread, because a context that is closed interrupts only one that waits. */
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
