package dev.gradtrace.story;

import static dev.gradtrace.story.Service.json;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.extension.TestWatcher;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import tools.jackson.databind.JsonNode;

/** Three replicas on one PostgreSQL, any of which may fall away. */
@Order(2)
class ReplicasStoryTest {

  private static final String JOBS = "/v1/training-jobs";

  private static final Duration LONGEST_FAIL_OVER = Duration.ofSeconds(15);
  private static final Duration LONGEST_CANCELLATION = Duration.ofSeconds(2);

  /** Longer than a worker may miss its heartbeats. */
  private static final Duration OUTAGE = Duration.ofSeconds(12);

  /** How often a promise about time may be broken by other processes on the machine. */
  private static final int ATTEMPTS = 3;

  private static final String SHORT =
      """
      {'network': {'inputs': 2, 'layers': [
          {'units': 8, 'activation': 'tanh'}, {'units': 1, 'activation': 'sigmoid'}]},
       'cost': 'binary_cross_entropy', 'dataset': {'generator': {'name': 'moons', 'samples': 200}},
       'optimizer': {'name': 'adam'}, 'epochs': 20, 'seed': 1}
      """;

  private static final String LONG =
      """
      {'network': {'inputs': 64, 'layers': [
          {'units': 30, 'activation': 'sigmoid'}, {'units': 10, 'activation': 'sigmoid'}]},
       'cost': 'binary_cross_entropy', 'dataset': {'id': 'digits'}, 'validationFraction': 0.2,
       'optimizer': {'name': 'sgd', 'learningRate': 0.1, 'momentum': 0.9}, 'batchSize': 10,
       'epochs': 100, 'seed': 2}
      """;

  /** Long enough to be taken over, also from a machine that is fast and warm. */
  private static final String LONGER = LONG.replace("100", "300");

  private static final String ENDLESS = LONG.replace("100", "100000");

  /** What went on in the replicas, where it matters. */
  @RegisterExtension
  static final TestWatcher OUTPUT =
      new TestWatcher() {
        @Override
        public void testFailed(ExtensionContext test, Throwable failure) {
          replicas.forEach(replica -> System.out.println(replica.output()));
        }
      };

  @TempDir private static Path directory;
  private static PostgresServer postgres;
  private static JdbcTemplate database;
  private static final List<ServiceProcess> replicas = new ArrayList<>();

  /** What jobs come to if nothing happens. */
  private static final Map<String, Outcome> undisturbed = new HashMap<>();

  @BeforeAll
  static void start() {
    postgres = new PostgresServer(directory.resolve("postgres"));
    database = new JdbcTemplate(new DriverManagerDataSource(postgres.url()));
    IntStream.range(0, 3).forEach(i -> replicas.add(launch()));
    replicas.forEach(ServiceProcess::awaitReady);
    for (String spec : List.of(SHORT, LONG, LONGER)) {
      undisturbed.put(spec, Outcome.of(service(0), submit(0, spec)));
    }
  }

  private static ServiceProcess launch() {
    return ServiceProcess.launch(
        directory, "spring.datasource.url=" + postgres.url(), "gradtrace.workers=2");
  }

  @AfterAll
  static void stop() {
    replicas.forEach(ServiceProcess::close);
    if (postgres != null) {
      postgres.close();
    }
  }

  @Test
  void runAHundredJobsOnceEachAndShareThem() {
    List<String> ids = new ArrayList<>();
    Set<String> workers = new HashSet<>();
    for (int i = 0; i < 100; i++) {
      ids.add(submit(i % 3, SHORT));
      workers.addAll(
          database.queryForList(
              "select picked_by from scheduled_tasks where picked", String.class));
    }
    ids.forEach(id -> service(0).finished(id));
    assertThat(workers).hasSize(3);
    JsonNode jobs = service(1).read(JOBS + "?limit=100").get("data");
    assertThat(jobs)
        .extracting(job -> job.get("id").asString())
        .containsExactlyInAnyOrderElementsOf(ids);
    for (JsonNode job : jobs) {
      assertThat(service(1).read(job.at("/links/self").asString()).get("statusTransitions"))
          .as("statuses of job %s", job.get("id"))
          .extracting(transition -> transition.get("status").asString())
          .containsExactly("queued", "running", "succeeded");
      assertThat(job.get("result").toString()).isEqualTo(undisturbed.get(SHORT).result());
    }
  }

  @Test
  void goOnWithTheJobsOfOneThatIsKilled() {
    assertKept(LONGEST_FAIL_OVER, "fail-over", this::failOver);
  }

  private Duration failOver() {
    List<String> ids = List.of(submit(0, LONGER), submit(1, LONGER));
    ids.forEach(this::awaitProgress);
    int victim = runner(ids.get(0));
    List<String> orphans = ids.stream().filter(id -> runner(id) == victim).toList();
    replicas.get(victim).kill();
    int other = (victim + 1) % 3;
    Duration took =
        Await.until(
            "others go on with its jobs",
            () -> orphans.stream().allMatch(id -> isTakenOver(other, id)));
    for (String id : ids) {
      assertThat(Outcome.of(service(other), id)).isEqualTo(undisturbed.get(LONGER));
    }
    replicas.set(victim, launch());
    replicas.get(victim).awaitReady();
    return took;
  }

  @Test
  void leaveNothingToOneThatWasOnlyFrozen() {
    assertKept(
        LONGEST_FAIL_OVER,
        "fail-over from a frozen replica",
        () -> {
          String id = submit(0, LONGER);
          awaitProgress(id);
          int victim = runner(id);
          int other = (victim + 1) % 3;
          replicas.get(victim).freeze();
          long frozen = System.nanoTime();
          Duration took = Await.until("another has its job", () -> isTakenOver(other, id));
          pauseUntil(frozen + OUTAGE.toNanos());
          replicas.get(victim).thaw();
          String words = "the claim on training job " + id + " is lost";
          Await.until("it notices", () -> replicas.get(victim).output().contains(words));
          assertThat(Outcome.of(service(victim), id)).isEqualTo(undisturbed.get(LONGER));
          return took;
        });
  }

  @Test
  void answerForTheJobsOfEachOther() {
    String id = submit(0, ENDLESS);
    String path = JOBS + "/" + id;
    List<String> live = List.of("", "/gradient-trace", "/loss-curve", "/parameters", "/events");
    Map<String, String> before = new HashMap<>();
    for (String record : live) {
      Await.until(record + " is there", () -> service(0).get(path + record).statusCode() == 200);
      before.put(record, service(0).get(path + record).body());
    }
    for (int replica = 0; replica < 3; replica++) {
      Service service = service(replica);
      for (String record : live) {
        Await.until(
            record + " changes",
            () -> !service.get(path + record).body().equals(before.get(record)));
      }
      assertThat(status(service, id)).isEqualTo("running");
    }
    service(2).post(path + "/cancel", json("{}"), 200);
  }

  @Test
  void takeUpTheEventStreamsOfEachOther() {
    String id = submit(0, LONG);
    List<Integer> ids = new ArrayList<>();
    try (Stream<String> stream = service(0).stream(JOBS + "/" + id + "/events")) {
      eventIds(stream).limit(20).forEach(ids::add);
    }
    String last = ids.get(ids.size() - 1).toString();
    try (Stream<String> stream =
        service(1).stream(JOBS + "/" + id + "/events", "Last-Event-ID", last)) {
      eventIds(stream).forEach(ids::add);
    }
    int events = service(2).read(JOBS + "/" + id + "/events").size();
    assertThat(ids).isEqualTo(IntStream.rangeClosed(1, events).boxed().toList());
    assertThat(Outcome.of(service(2), id)).isEqualTo(undisturbed.get(LONG));
  }

  @Test
  void cancelTheJobsOfEachOther() {
    assertKept(
        LONGEST_CANCELLATION,
        "cancellation",
        () -> {
          String id = submit(0, ENDLESS);
          awaitProgress(id);
          Service other = service((runner(id) + 1) % 3);
          String path = JOBS + "/" + id;
          long asked = System.nanoTime();
          other.post(path + "/cancel", json("{}"), 200);
          Await.until("it ends", () -> status(other, id).equals("cancelled"));
          return Duration.ofNanos(System.nanoTime() - asked);
        });
  }

  @Test
  void giveTheFirstAnswerToAKeyAgain() {
    String[] key = {"Idempotency-Key", "one for all"};
    String body = json(SHORT).toString();
    HttpResponse<String> first = service(0).post(JOBS, body, key);
    assertThat(first.statusCode()).isEqualTo(201);
    for (int replica = 0; replica < 3; replica++) {
      HttpResponse<String> again = service(replica).post(JOBS, body, key);
      assertThat(again.statusCode()).isEqualTo(201);
      assertThat(again.body()).isEqualTo(first.body());
      assertThat(again.headers().firstValue("Location"))
          .isEqualTo(first.headers().firstValue("Location"));
    }
    assertThat(service(1).post(JOBS, json(LONG).toString(), key).statusCode()).isEqualTo(422);
  }

  @Test
  void outliveADatabaseThatIsStopped() {
    Map<String, String> jobs = new HashMap<>();
    for (String spec : List.of(LONG, LONG, LONG, SHORT)) {
      jobs.put(submit(jobs.size() % 3, spec), spec);
    }
    jobs.keySet().forEach(this::awaitProgress);
    IntStream.range(0, 10).forEach(i -> jobs.put(submit(i % 3, SHORT), SHORT));
    postgres.stop();
    long stopped = System.nanoTime();
    Await.until("all say so", () -> replicas.stream().noneMatch(ServiceProcess::isReady));
    pauseUntil(stopped + OUTAGE.toNanos());
    for (ServiceProcess replica : replicas) {
      assertThat(replica.isReady()).isFalse();
      assertThat(replica.service().get("/actuator/health/liveness").statusCode()).isEqualTo(200);
    }
    postgres.start();
    Duration took =
        Await.until("all are ready", () -> replicas.stream().allMatch(ServiceProcess::isReady));
    System.out.printf("ready %d ms after the database%n", took.toMillis());
    jobs.forEach(
        (id, spec) -> assertThat(Outcome.of(service(0), id)).isEqualTo(undisturbed.get(spec)));
  }

  /** A promise about time, which other processes on a small machine may break now and then. */
  private static void assertKept(Duration promised, String what, Supplier<Duration> measurement) {
    Duration took = promised;
    for (int attempt = 0; attempt < ATTEMPTS && took.compareTo(promised) >= 0; attempt++) {
      took = measurement.get();
      System.out.printf("%s: %d ms%n", what, took.toMillis());
    }
    assertThat(took).as(what).isLessThan(promised);
  }

  private static Service service(int replica) {
    return replicas.get(replica).service();
  }

  private static String submit(int replica, String spec) {
    return service(replica).post(JOBS, json(spec), 201).get("id").asString();
  }

  /** The replica that runs the job. */
  private int runner(String id) {
    String name =
        database.queryForObject(
            "select picked_by from scheduled_tasks where task_instance = ?", String.class, id);
    return IntStream.range(0, 3)
        .filter(i -> name.endsWith("-" + replicas.get(i).pid()))
        .findFirst()
        .orElseThrow(() -> new AssertionError(name + " is none of the replicas"));
  }

  private static boolean isTakenOver(int replica, String id) {
    return StreamSupport.stream(
            service(replica).read(JOBS + "/" + id).get("statusTransitions").spliterator(), false)
        .anyMatch(transition -> transition.get("message").asString("").startsWith("taken over"));
  }

  private void awaitProgress(String id) {
    Await.until(
        "job %s makes progress".formatted(id),
        () -> service(0).read(JOBS + "/" + id).at("/progress/step").asInt() > 0);
  }

  private static String status(Service service, String id) {
    return service.read(JOBS + "/" + id).get("status").asString();
  }

  private static Stream<Integer> eventIds(Stream<String> lines) {
    return lines
        .filter(line -> line.startsWith("id:"))
        .map(line -> Integer.valueOf(line.substring(3).trim()));
  }

  private static void pauseUntil(long nanoTime) {
    Await.pause(Duration.ofNanos(nanoTime - System.nanoTime()));
  }
}
