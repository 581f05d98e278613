package dev.gradtrace.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import org.flywaydb.core.api.FlywayException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/** What a start does with the database it is given. */
@Timeout(60)
class MigrationTest {

  /** Bytes of the two header blocks before H2's data. */
  private static final int HEADERS = 2 * 4096;

  private static final String LATER =
      "insert into \"flyway_schema_history\" select 99, '99', 'later', \"type\", 'V99__later.sql',"
          + " 1, \"installed_by\", \"installed_on\", 1, true from \"flyway_schema_history\""
          + " where \"version\" = '1'";

  @TempDir private Path home;

  @Test
  void makesANewDatabaseAndIsContentWithItTheNextTime() {
    for (int start = 1; start <= 2; start++) {
      Migration migration = of(url(home), "", "");
      assertThat(migration.isRunning()).as("before start %d", start).isFalse();
      start(migration);
      assertThat(migration.isRunning()).as("after start %d", start).isTrue();
    }
  }

  @Test
  void goesOnWithAFileThatAFullDiskLeftEmpty() throws IOException {
    Files.createFile(file());
    start(of(url(home), "", ""));
    assertThat(file()).isNotEmptyFile();
  }

  @Test
  void refusesAFileThatAnotherProcessUses() throws Exception {
    start(of(url(home), "", ""));
    try (FileChannel other = FileChannel.open(file(), StandardOpenOption.WRITE)) {
      other.lock();
      assertThat(refusal(of(url(home), "", "")))
          .contains("Another process uses the data of jdbc:h2:file:" + home, "GRADTRACE_HOME");
    }
  }

  @Test
  void leavesDataOfALaterReleaseAlone() throws Exception {
    start(of(url(home), "", ""));
    execute(LATER);
    assertThat(refusal()).contains("of a later release, with schema version 99");
  }

  @Test
  void doesNotBeginAnewInAFileWhoseDataAreLost() throws Exception {
    start(of(url(home), "", ""));
    byte[] bytes = Files.readAllBytes(file());
    Arrays.fill(bytes, HEADERS, bytes.length, (byte) 1);
    Files.write(file(), bytes);
    assertThat(refusal()).contains("damaged");
  }

  /** The failure of H2 2.4.240 that rolls back a long transaction of a killed process. */
  @Test
  void tellsAFileThatMustBeWrittenToFromADamagedOne() {
    SQLException unfinished =
        new SQLException(
            "General error",
            "HY000",
            50_000,
            new IllegalStateException("This store is read-only [2.4.240/2]"));
    assertThat(UnusableDatabase.isForWantOfWriting(new FlywayException(unfinished))).isTrue();
    assertThat(UnusableDatabase.of(unfinished, "jdbc:h2:file:x"))
        .hasMessageContaining("can be read but not written");
    SQLException damaged = new SQLException("File corrupted while reading record", "90030");
    assertThat(UnusableDatabase.isForWantOfWriting(new FlywayException(damaged))).isFalse();
  }

  @Test
  void undoesWhatAKilledProcessHadNotCommitted() throws Exception {
    start(of(url(home), "", ""));
    leaveUnfinished();
    start(of(url(home), "", ""));
    try (Connection connection = DriverManager.getConnection(url(home));
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("select count(*) from begun")) {
      assertThat(rows.next()).isTrue();
      assertThat(rows.getInt(1)).isZero();
    }
  }

  @Test
  void refusesAnUnfinishedFileOfSomethingElse() throws Exception {
    leaveUnfinished();
    assertThat(refusal(of(url(home), "", ""))).contains("damaged");
  }

  @Test
  void refusesAnUnfinishedFileOfALaterRelease() throws Exception {
    start(of(url(home), "", ""));
    execute(LATER);
    leaveUnfinished();
    assertThat(refusal(of(url(home), "", "")))
        .contains("of a later release, with schema version 99");
  }

  @Test
  void refusesAFileThatIsCutShort() throws Exception {
    start(of(url(home), "", ""));
    byte[] bytes = Files.readAllBytes(file());
    Files.write(file(), Arrays.copyOf(bytes, bytes.length / 2));
    assertThat(refusal()).contains("damaged");
  }

  @Test
  void refusesAFileOfSomethingElse() throws Exception {
    Files.writeString(file(), "something else\n".repeat(1000));
    assertThat(refusal()).contains("damaged");
  }

  @Test
  void refusesADatabaseInWhichTheFirstStartDidNotGetFar() throws Exception {
    execute("create table totals (name varchar(32))");
    assertThat(refusal()).contains("damaged");
  }

  @Test
  void refusesAFileThatCannotBeWritten() throws Exception {
    start(of(url(home), "", ""));
    assertThat(file().toFile().setReadOnly()).isTrue();
    assumeFalse(Files.isWritable(file()), "root may write whatever it likes");
    assertThat(refusal()).contains("can be read but not written", "GRADTRACE_HOME");
  }

  @Test
  void refusesADirectoryThatCannotBe() throws Exception {
    Path notADirectory = Files.createFile(home.resolve("file"));
    assertThat(refusal(of(url(notADirectory), "", "")))
        .contains("cannot be opened", "GRADTRACE_HOME");
  }

  @Test
  void refusesARelativePathAsH2Does() {
    assertThat(refusal(of("jdbc:h2:file:data/gradtrace", "", "")))
        .contains("jdbc:h2:file:data/gradtrace is relative", "./");
  }

  @Test
  void saysWhatIsWrongWithTheLoginToPostgres() {
    String url = Postgres.newDatabase().replaceFirst("[?].*", "");
    assertThat(refusal(of(url, "nobody", "wrong"))).contains("refuses the user", "PASSWORD");
    String missing = url.replaceFirst("/test\\d+", "/missing");
    assertThat(refusal(of(missing, "postgres", "postgres")))
        .contains("There is no database", "/missing");
  }

  @Test
  void leavesAPostgresOfALaterReleaseAlone() throws SQLException {
    String url = Postgres.newDatabase();
    start(of(url, "postgres", "postgres"));
    try (Connection connection = DriverManager.getConnection(url, "postgres", "postgres");
        Statement statement = connection.createStatement()) {
      statement.execute(
          "insert into flyway_schema_history select 99, '99', 'later', type, 'V99__later.sql', 1,"
              + " installed_by, installed_on, 1, true from flyway_schema_history"
              + " where version = '1'");
    }
    assertThat(refusal(of(url, "postgres", "postgres")))
        .contains("of a later release, with schema version 99");
  }

  /** The message of the failed start; the file must be unchanged. */
  private String refusal() throws IOException {
    byte[] before = Files.readAllBytes(file());
    String refusal = refusal(of(url(home), "", ""));
    assertThat(Files.readAllBytes(file())).as("data").isEqualTo(before);
    return refusal;
  }

  /** Message and advice of the failed start. */
  private static String refusal(Migration migration) {
    Throwable fault = catchThrowableOfType(RuntimeException.class, () -> start(migration));
    assertThat(migration.isRunning()).isFalse();
    FailureAnalysis analysis = new UnusableDatabaseAnalyzer().analyze(fault);
    return analysis.getDescription() + " " + analysis.getAction();
  }

  private static void start(Migration migration) {
    migration.afterPropertiesSet();
    migration.start();
  }

  private void execute(String sql) throws SQLException {
    try (Connection connection = DriverManager.getConnection(url(home));
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  /** Leaves the file as a process does that is killed in the middle of a large transaction. */
  private void leaveUnfinished() throws SQLException, IOException {
    Path killed = home.resolve("killed");
    try (Connection connection = DriverManager.getConnection(url(home));
        Statement statement = connection.createStatement()) {
      statement.execute("create table begun (number int primary key, bytes varbinary)");
      connection.setAutoCommit(false);
      statement.execute(
          "insert into begun select x, cast(repeat('00', 1000) as varbinary)"
              + " from system_range(1, 60000)");
      Files.copy(file(), killed);
    }
    Files.move(killed, file(), StandardCopyOption.REPLACE_EXISTING);
  }

  private Path file() {
    return home.resolve("gradtrace.mv.db");
  }

  private static String url(Path home) {
    return "jdbc:h2:file:" + home.resolve("gradtrace") + ";TRACE_LEVEL_FILE=0";
  }

  private static Migration of(String url, String user, String password) {
    GenericApplicationContext context = new GenericApplicationContext();
    context.refresh();
    JdbcConnectionDetails database =
        new JdbcConnectionDetails() {
          @Override
          public String getUsername() {
            return user;
          }

          @Override
          public String getPassword() {
            return password;
          }

          @Override
          public String getJdbcUrl() {
            return url;
          }
        };
    return new Migration(database, new DriverManagerDataSource(url, user, password), context);
  }
}
