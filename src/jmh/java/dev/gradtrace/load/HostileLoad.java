package dev.gradtrace.load;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.gradtrace.GradtraceApplication;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.locks.LockSupport;

/**
 * A service in a process of its own, with a gigabyte of heap that it must not exceed, under attack
 * from 28 addresses, and one user who goes about their work. Prints what the user saw.
 *
 * <p>The argument is the length in seconds, 600 unless given; {@code peace} as a second one leaves
 * the attacks out.
 */
public final class HostileLoad {

  static final String XOR =
      """
      {"network": {"inputs": 2, "layers": [{"units": 3, "activation": "tanh"},
          {"units": 1, "activation": "sigmoid"}]}, "cost": "binary_cross_entropy",
       "batch": {"inputs": [[0, 0], [0, 1], [1, 0], [1, 1]], "targets": [[0], [1], [1], [0]]}}
      """;

  private static final String JOB =
      """
      {"network": {"inputs": 2, "layers": [{"units": 3, "activation": "tanh"},
          {"units": 1, "activation": "sigmoid"}]}, "cost": "binary_cross_entropy",
       "dataset": {"id": "xor"}, "optimizer": {"name": "sgd"}, "epochs": 20}
      """;

  private static final String USER = "127.0.0.2";
  private static final int FLOODS = 20;
  private static final long TURN = 200_000_000;

  /** Seconds from which on a start is told one by one. */
  private static final double LATE = 2;

  private static final Duration LONGEST_START = Duration.ofMinutes(5);

  private final int port = freePort();
  private final int managementPort = freePort();
  private final Tally toAttackers = new Tally();
  private final Tally toUser = new Tally();
  private long unanswered;
  private final List<Double> requests = new ArrayList<>();
  private final List<Double> starts = new ArrayList<>();
  private final List<String> late = new ArrayList<>();
  private final List<Double> health = new ArrayList<>();
  private long peakResident;

  private HostileLoad() {}

  /** Prints the table. */
  public static void main(String[] arguments) throws Exception {
    String[] words = String.join(" ", arguments).trim().split("\\s+");
    Duration length = Duration.ofSeconds(words[0].matches("\\d+") ? Long.parseLong(words[0]) : 600);
    new HostileLoad().run(length, Arrays.asList(words).contains("peace"));
  }

  private void run(Duration length, boolean peace) throws Exception {
    Process service = start();
    try {
      awaitReady();
      long until = System.nanoTime() + length.toNanos();
      if (!peace) {
        int address = 10;
        for (Attacks.Round attack : Attacks.ALONE.values()) {
          attack(address++, until, attack);
        }
        for (int i = 0; i < FLOODS; i++) {
          attack(address++, until, Attacks::flood);
        }
      }
      Thread probe = new Thread(() -> probe(service, until));
      probe.start();
      use(until);
      probe.join();
      report(service);
    } finally {
      service.destroy();
    }
  }

  private Process start() throws IOException {
    Path home = Files.createTempDirectory("hostile");
    ProcessBuilder builder =
        new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xmx1g",
            "-XX:+ExitOnOutOfMemoryError",
            "--add-modules",
            "jdk.incubator.vector",
            "-classpath",
            System.getProperty("java.class.path"),
            GradtraceApplication.class.getName(),
            "--server.port=" + port,
            "--management.server.port=" + managementPort);
    builder.environment().put("GRADTRACE_HOME", home.toString());
    builder.redirectErrorStream(true).redirectOutput(home.resolve("log").toFile());
    System.out.println("log: " + home.resolve("log"));
    return builder.start();
  }

  private void awaitReady() throws IOException {
    long latest = System.nanoTime() + LONGEST_START.toNanos();
    while (System.nanoTime() < latest) {
      try {
        if (health().status() == 200) {
          return;
        }
      } catch (IOException notYet) {
        LockSupport.parkNanos(TURN);
      }
    }
    throw new IOException("the service is not ready");
  }

  private Client.Answer health() throws IOException {
    return new Client("127.0.0.1", managementPort, new Tally()).get("/actuator/health/liveness");
  }

  private void attack(int address, long until, Attacks.Round round) {
    Client client = new Client("127.0.0." + address, port, toAttackers);
    Thread attacker =
        new Thread(
            () -> {
              while (System.nanoTime() < until) {
                try {
                  round.of(client);
                } catch (IOException refused) {
                  LockSupport.parkNanos(TURN / 10);
                }
              }
            });
    attacker.setDaemon(true);
    attacker.start();
  }

  /** Asks for the health twice a second, and for the memory that the process takes. */
  private void probe(Process service, long until) {
    while (System.nanoTime() < until && service.isAlive()) {
      long asked = System.nanoTime();
      try {
        health.add(health().status() == 200 ? since(asked) : Double.POSITIVE_INFINITY);
        peakResident = Math.max(peakResident, resident(service.pid()));
      } catch (IOException silent) {
        health.add(Double.POSITIVE_INFINITY);
      }
      LockSupport.parkNanos(TURN);
    }
  }

  private static long resident(long pid) throws IOException {
    return Files.readAllLines(Path.of("/proc/" + pid + "/status"), UTF_8).stream()
        .filter(line -> line.startsWith("VmRSS:"))
        .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
        .findFirst()
        .orElse(0);
  }

  /** What a user does: looks, lists, trains, and reads what came of it. */
  private void use(long until) {
    Client user = new Client(USER, port, toUser);
    long begin = System.nanoTime();
    while (System.nanoTime() < until) {
      ask(() -> user.post("/v1/gradients", XOR));
      ask(() -> user.get("/v1/training-jobs?limit=20"));
      ask(() -> user.get("/v1/datasets?limit=20"));
      Client.Answer job = ask(() -> user.post("/v1/training-jobs", JOB));
      String id = job.member("id");
      if (!id.isEmpty()) {
        double asked = since(begin);
        double waited = untilStarted(user, id, until);
        starts.add(waited);
        if (waited > LATE) {
          late.add(String.format(Locale.ROOT, "%.1f s at %.0f s", waited, asked));
        }
        ask(() -> user.get("/v1/training-jobs/" + id + "/gradient-trace"));
      }
      LockSupport.parkNanos(TURN);
    }
  }

  private double untilStarted(Client user, String id, long until) {
    long asked = System.nanoTime();
    while (System.nanoTime() < until) {
      String status = ask(() -> user.get("/v1/training-jobs/" + id)).member("status");
      if (!status.equals("queued") && !status.isEmpty()) {
        return since(asked);
      }
      LockSupport.parkNanos(TURN / 4);
    }
    return since(asked);
  }

  private interface Request {
    Client.Answer send() throws IOException;
  }

  private Client.Answer ask(Request request) {
    long asked = System.nanoTime();
    Client.Answer answer;
    try {
      answer = request.send();
    } catch (IOException silent) {
      answer = new Client.Answer(0, "");
      unanswered++;
    }
    requests.add(since(asked));
    return answer;
  }

  private static double since(long asked) {
    return (System.nanoTime() - asked) / 1e9;
  }

  private void report(Process service) {
    System.out.printf(
        "user: %d requests, statuses %s, p50 %.3f s, p99 %.3f s, longest %.3f s%n",
        requests.size(), toUser, at(requests, 0.5), at(requests, 0.99), at(requests, 1));
    System.out.printf(
        "jobs of the user: %d, begun after p50 %.3f s, p99 %.3f s, longest %.3f s, the first %.3f s%n",
        starts.size(),
        at(starts, 0.5),
        at(starts, 0.99),
        at(starts, 1),
        starts.isEmpty() ? Double.NaN : starts.get(0));
    System.out.printf("begun late: %s%n", late.isEmpty() ? "none" : String.join(", ", late));
    System.out.printf(
        "health: %d times, p50 %.3f s, longest %.3f s%n",
        health.size(), at(health, 0.5), at(health, 1));
    System.out.printf(
        "user: no answer %d times, 5xx without Retry-After %d; attackers: %s, such 5xx %d%n",
        unanswered, toUser.faults(), toAttackers, toAttackers.faults());
    System.out.printf("resident at most %d MB; alive: %s%n", peakResident >> 10, service.isAlive());
  }

  private static double at(List<Double> numbers, double share) {
    double[] sorted = numbers.stream().mapToDouble(Double::doubleValue).sorted().toArray();
    return sorted.length == 0
        ? Double.NaN
        : sorted[(int) Math.min(sorted.length - 1, Math.floor(share * sorted.length))];
  }

  private static int freePort() {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }
}
