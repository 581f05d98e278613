package dev.gradtrace.load;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.Socket;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.LockSupport;

/** What hostile clients do, each until the connection is refused or the round is over. */
final class Attacks {

  private static final String JOBS = "/v1/training-jobs";
  private static final long SECOND = 1_000_000_000L;
  private static final int CONNECTIONS = 230;

  /** Adam on 16 million weights. */
  private static final String POISON =
      """
      {"network": {"inputs": 1000, "layers": [{"units": 8000, "activation": "relu"},
          {"units": 1000, "activation": "relu"}, {"units": 1, "activation": "linear"}]},
       "cost": "quadratic", "optimizer": {"name": "adam"}, "batchSize": 4, "epochs": 100000,
       "dataset": {"generator": {"name": "teacher", "samples": 100, "features": 1000}}}
      """;

  private static final String LONG =
      """
      {"network": {"inputs": 784, "layers": [{"units": 30, "activation": "sigmoid"},
          {"units": 10, "activation": "softmax"}]}, "cost": "categorical_cross_entropy",
       "dataset": {"id": "mnist_2k"}, "optimizer": {"name": "sgd"}, "epochs": 100000}
      """;

  /** About 5·10⁹ multiplications. */
  private static final String LOOK =
      """
      {"network": {"inputs": 64, "layers": [{"units": 2000, "activation": "relu", "repeat": 3},
          {"units": 10, "activation": "softmax"}]}, "cost": "categorical_cross_entropy",
       "batch": {"dataset": {"id": "digits"}, "first": 200}}
      """;

  private Attacks() {}

  /** One round of an attack. */
  interface Round {
    void of(Client client) throws IOException;
  }

  /** Rounds by name, each repeated from an address of its own. */
  static final Map<String, Round> ALONE =
      Map.of(
          "poison jobs",
          client -> client.post(JOBS, POISON),
          "large looks",
          Attacks::looks,
          "slow bodies",
          client -> hold(client, "POST", "/v1/gradients", 100_000, 1),
          "slow uploads",
          client -> hold(client, "POST", "/v1/datasets", 100_000_000, 1),
          "readers who do not read",
          client -> hold(client, "GET", "/v3/api-docs", 0, 0),
          "idle connections",
          Attacks::idle,
          "names",
          Attacks::names,
          "factors",
          Attacks::factors);

  /** What each of many addresses does, in turn. */
  static void flood(Client client) throws IOException {
    switch (ThreadLocalRandom.current().nextInt(8)) {
      case 0 -> client.post(JOBS, LONG);
      case 1 -> client.get(JOBS + "?limit=100");
      case 2 -> client.get("/v1/datasets?limit=100");
      case 3 -> client.get(JOBS + "?after=%FF%0a&?=1");
      case 4 -> client.post("/v1/gradients", "{\"network\": ".repeat(1000));
      case 5 -> client.get("/swagger-ui.html");
      case 6 -> client.ask("POST", "/v1/datasets", "Content-Type: text/plain\r\n", new byte[9999]);
      default -> client.post("/v1/gradients", HostileLoad.XOR);
    }
  }

  private static void looks(Client client) throws IOException {
    List<Socket> open = new ArrayList<>();
    byte[] body = LOOK.getBytes(UTF_8);
    try {
      for (int i = 0; i < 12; i++) {
        Socket socket =
            client.open("POST", "/v1/gradients", "Content-Type: application/json\r\n", body.length);
        socket.getOutputStream().write(body);
        open.add(socket);
      }
      LockSupport.parkNanos(5 * SECOND);
    } finally {
      close(open);
    }
  }

  private static void idle(Client client) throws IOException {
    List<Socket> open = new ArrayList<>();
    try {
      for (int i = 0; i < 5 * CONNECTIONS; i++) {
        open.add(client.connect());
      }
      LockSupport.parkNanos(20 * SECOND);
    } finally {
      close(open);
    }
  }

  /** Keeps connections on which a byte a second is sent, or nothing is read. */
  private static void hold(Client client, String method, String path, long length, int bytes)
      throws IOException {
    List<Socket> open = new ArrayList<>();
    try {
      for (int i = 0; i < CONNECTIONS; i++) {
        open.add(client.open(method, path, "Content-Type: application/json\r\n", length));
      }
      for (int second = 0; second < 30; second++) {
        LockSupport.parkNanos(SECOND);
        for (Socket socket : open) {
          socket.getOutputStream().write(" ".repeat(bytes).getBytes(UTF_8));
        }
      }
    } finally {
      close(open);
    }
  }

  private static void names(Client client) throws IOException {
    String name = "n".repeat(1_000_000);
    client.ask(
        "POST",
        "/v1/datasets",
        "Content-Type: text/csv\r\n",
        (name + "," + name + "\n1,2\n").getBytes(UTF_8));
  }

  private static void factors(Client client) throws IOException {
    String factor = "{\"pointer\": \"/seed\", \"values\": [1]}";
    client.post(
        "/v1/experiments",
        "{\"base\": %s, \"factors\": [%s]}"
            .formatted(LONG, String.join(",", Collections.nCopies(9000, factor))));
  }

  private static void close(List<Socket> open) throws IOException {
    for (Socket socket : open) {
      socket.close();
    }
  }
}
