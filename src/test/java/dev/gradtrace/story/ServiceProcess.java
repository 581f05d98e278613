package dev.gradtrace.story;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.gradtrace.GradtraceApplication;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The service as a process of its own, which can be killed. It computes with the plain kernel and
 * without the optimizing compiler: both give the same bits, and this way it starts sooner.
 */
public final class ServiceProcess implements AutoCloseable {

  private static final Duration LONGEST_END = Duration.ofMinutes(3);
  private static final Pattern PORT = Pattern.compile("Tomcat started on port (\\d+)");

  private final Process process;
  private final Path log;
  private Service client;

  private ServiceProcess(Process process, Path log) {
    this.process = process;
    this.log = log;
    Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
  }

  /** Starts the service and waits until it is ready. */
  public static ServiceProcess start(Path home, String... properties) {
    ServiceProcess started = launch(home, properties);
    started.awaitReady();
    return started;
  }

  /**
   * Starts the service and does not wait.
   *
   * @param home its data directory
   * @param properties {@code name=value}
   */
  public static ServiceProcess launch(Path home, String... properties) {
    return launch(home, List.of(), properties);
  }

  /**
   * Starts the service and does not wait.
   *
   * @param options of the JVM
   */
  static ServiceProcess launch(Path home, List<String> options, String... properties) {
    return run(
        home,
        Stream.concat(StoredClasses.options().stream(), options.stream()).toList(),
        properties);
  }

  /** Starts the service with options of the JVM that name its class path, and does not wait. */
  static ServiceProcess run(Path home, List<String> options, String... properties) {
    List<String> command =
        new ArrayList<>(List.of(ProcessHandle.current().info().command().orElse("java")));
    command.addAll(List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"));
    command.addAll(options);
    command.addAll(List.of(GradtraceApplication.class.getName(), "--server.port=0"));
    for (String property : properties) {
      command.add("--" + property);
    }
    try {
      Path log = Files.createTempFile("gradtrace", ".log");
      log.toFile().deleteOnExit();
      ProcessBuilder builder =
          new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile());
      builder.environment().put("GRADTRACE_HOME", home.toString());
      return new ServiceProcess(builder.start(), log);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Waits until it takes requests and says that it is ready. */
  public void awaitReady() {
    Await.until("it listens", () -> requireAlive() && PORT.matcher(output()).find());
    Await.until("it is ready", () -> requireAlive() && isReady());
  }

  /** What its readiness probe says. */
  public boolean isReady() {
    return service().get("/actuator/health/readiness").statusCode() == 200;
  }

  /** Its number among the processes of the machine. */
  public long pid() {
    return process.pid();
  }

  /** The client of it, whose connections are used again: the service bounds them. */
  public synchronized Service service() {
    if (client == null) {
      Matcher line = PORT.matcher(output());
      if (!line.find()) {
        throw failure("does not listen");
      }
      client = new Service(Integer.parseInt(line.group(1)));
    }
    return client;
  }

  /** Its ports: that of the contract, and that of health and metrics. */
  public List<Integer> ports() {
    return PORT.matcher(output()).results().map(line -> Integer.valueOf(line.group(1))).toList();
  }

  /** Ends it without a warning (SIGKILL). */
  public void kill() {
    process.destroyForcibly();
    awaitEnd();
  }

  /**
   * Asks it to end (SIGTERM) and waits for that.
   *
   * @return how long it took
   */
  public Duration terminate() {
    long asked = System.nanoTime();
    process.destroy();
    awaitEnd();
    return Duration.ofNanos(System.nanoTime() - asked);
  }

  /** Takes all time away from it (SIGSTOP), as a network that is cut or a machine that hangs. */
  public void freeze() {
    signal("STOP");
  }

  /** Lets it go on as if nothing had happened (SIGCONT). */
  public void thaw() {
    signal("CONT");
  }

  private void signal(String name) {
    try {
      new ProcessBuilder("kill", "-" + name, Long.toString(process.pid())).start().waitFor();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw failure("was not signalled");
    }
  }

  /** Waits for its end and says with which code it ended. */
  public int awaitEnd() {
    try {
      if (process.waitFor(LONGEST_END.toSeconds(), TimeUnit.SECONDS)) {
        return process.exitValue();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    throw failure("does not end");
  }

  /** All that it has written so far. */
  public String output() {
    try {
      return Files.readString(log, UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Ends it, if it still runs. */
  @Override
  public void close() {
    kill();
  }

  private boolean requireAlive() {
    if (process.isAlive()) {
      return true;
    }
    throw failure("ended with code " + process.exitValue());
  }

  private AssertionError failure(String what) {
    return new AssertionError("the service " + what + "; it has written:\n" + output());
  }
}
