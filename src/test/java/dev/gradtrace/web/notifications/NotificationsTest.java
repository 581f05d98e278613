package dev.gradtrace.web.notifications;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gradtrace.outgoing.Receiver;
import dev.gradtrace.story.Await;
import dev.gradtrace.story.Service;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Whoever asks for news gets them, signed, from the service itself. */
@Timeout(120)
@SpringBootTest(
    webEnvironment = WebEnvironment.RANDOM_PORT,
    properties = {
      "gradtrace.outgoing.allowed=127.0.0.1",
      "gradtrace.outgoing.secret=whsec_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"
    })
class NotificationsTest {

  private static final Duration LONG = Duration.ofSeconds(60);
  private static final String OWN_SECRET = "whsec_AQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEB";

  private static final String JOB =
      """
      {'name': 'told', 'network': {'inputs': 2, 'layers': [
          {'units': 2, 'activation': 'tanh'}, {'units': 1, 'activation': 'sigmoid'}]},
       'cost': 'quadratic', 'dataset': {'id': 'xor'}, 'optimizer': {'name': 'sgd',
       'learningRate': %s}, 'epochs': %s, 'batchSize': 4}
      """;

  private static final String SHORT = JOB.formatted(0.5, 3);

  /** Thirty layers of sigmoids, of which the diagnosis has something to say while they train. */
  private static final String DEEP =
      """
      {'network': {'inputs': 2, 'layers': [
          {'units': 10, 'activation': 'sigmoid', 'repeat': 30}, {'units': 1, 'activation': 'sigmoid'}]},
       'cost': 'quadratic', 'dataset': {'generator': {'name': 'moons', 'samples': 500}},
       'optimizer': {'name': 'sgd', 'learningRate': 0.1}, 'epochs': 200, 'batchSize': 10}
      """;

  @LocalServerPort private int port;

  private Service service;
  private Receiver receiver;

  @BeforeEach
  void begin() {
    service = new Service(port);
    receiver = Receiver.answering(204);
  }

  @AfterEach
  void end() {
    receiver.close();
  }

  private static ObjectNode with(String body, String notify) {
    ObjectNode object = (ObjectNode) Service.json(body);
    object.set("notify", Service.json(notify));
    return object;
  }

  private String notify(String events) {
    return "{'url': '%s', 'events': [%s]}".formatted(receiver.url("/hook?a=b"), events);
  }

  private List<Receiver.Request> awaitRequests(Receiver from, int count) {
    return Await.until("messages come", LONG, from::received, got -> got.size() >= count);
  }

  private static JsonNode body(Receiver.Request request) {
    return Service.json(new String(request.body(), StandardCharsets.UTF_8));
  }

  @Test
  void tellsTheEndOfAJobSignedWithTheSecretOfTheService() throws Exception {
    JsonNode job =
        service.post("/v1/training-jobs", with(SHORT, notify("'finished', 'failed'")), 201);
    assertThat(job.get("notify"))
        .isEqualTo(
            Service.json(
                "{'origin': '" + receiver.url("") + "', 'events': ['finished', 'failed']}"));
    assertThat(job.toString()).doesNotContain("/hook");
    Receiver.Request told = awaitRequests(receiver, 1).get(0);
    assertThat(told.method()).isEqualTo("POST");
    assertThat(told.target()).isEqualTo("/hook?a=b");
    assertThat(told.headers().getFirst("Content-type")).isEqualTo("application/json");
    assertThat(told.headers().getFirst("Webhook-signature"))
        .isEqualTo(signature(told, "whsec_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"));
    JsonNode message = body(told);
    JsonNode ended = service.read(job.at("/links/self").asString());
    assertThat(message.get("type").asString()).isEqualTo("training_job.finished");
    assertThat(message.get("timestamp")).isEqualTo(ended.get("finishedAt"));
    assertThat(message.at("/data/id")).isEqualTo(job.get("id"));
    assertThat(message.at("/data/name").asString()).isEqualTo("told");
    assertThat(message.at("/data/status").asString()).isEqualTo("succeeded");
    assertThat(message.at("/data/result")).isEqualTo(ended.get("result"));
    assertThat(message.at("/data/path")).isEqualTo(job.at("/links/self"));
    JsonNode delivery =
        Await.until(
            "it is delivered",
            LONG,
            () -> service.read(job.at("/links/deliveries").asString()).at("/data/0"),
            one -> one.get("state").asString().equals("delivered"));
    assertThat(delivery.get("id").asString()).isEqualTo(told.headers().getFirst("Webhook-id"));
    assertThat(delivery.get("event").asString()).isEqualTo("finished");
    assertThat(delivery.get("statusCode").asInt()).isEqualTo(204);
    assertThat(delivery.get("attempts").asInt()).isEqualTo(1);
    assertThat(delivery.get("nextAttemptAt").isNull()).isTrue();
    assertThat(receiver.received()).hasSize(1);
  }

  private static String signature(Receiver.Request told, String secret) throws Exception {
    Mac mac = Mac.getInstance("HmacSHA256");
    byte[] key = Base64.getDecoder().decode(secret.substring("whsec_".length()));
    mac.init(new SecretKeySpec(key, "HmacSHA256"));
    String head =
        told.headers().getFirst("Webhook-id") + "." + told.headers().getFirst("Webhook-timestamp");
    mac.update((head + ".").getBytes(StandardCharsets.UTF_8));
    return "v1," + Base64.getEncoder().encodeToString(mac.doFinal(told.body()));
  }

  @Test
  void tellsAFailureOnceSignedWithTheSecretOfTheJob() throws Exception {
    String diverging = JOB.formatted("1e300", 500).replaceAll("tanh|sigmoid", "linear");
    ObjectNode body = with(diverging, notify("'finished', 'failed'"));
    ((ObjectNode) body.get("notify")).put("secret", OWN_SECRET);
    HttpResponse<String> created =
        service.post("/v1/training-jobs", body.toString(), "Idempotency-Key", "own secret");
    JsonNode job = Service.body(created, 201);
    Receiver.Request told = awaitRequests(receiver, 1).get(0);
    assertThat(told.headers().getFirst("Webhook-signature")).isEqualTo(signature(told, OWN_SECRET));
    JsonNode ended = service.finished(job.get("id").asString());
    assertThat(ended.get("status").asString()).isEqualTo("failed");
    assertThat(type(told)).isEqualTo("training_job.failed");
    assertThat(body(told).at("/data/error/code").asString()).isEqualTo("diverged");
    String again =
        service.post("/v1/training-jobs", body.toString(), "Idempotency-Key", "own secret").body();
    assertThat(again + created.body() + ended + service.read("/v1/training-jobs"))
        .doesNotContain("AQEB")
        .doesNotContain("/hook");
  }

  @Test
  void tellsWhatSeemsWrongWhileAJobRuns() {
    JsonNode job = service.post("/v1/training-jobs", with(DEEP, notify("'finding'")), 201);
    JsonNode message = body(awaitRequests(receiver, 1).get(0));
    assertThat(message.get("type").asString()).isEqualTo("training_job.finding");
    service.finished(job.get("id").asString());
    List<JsonNode> findings = new ArrayList<>();
    for (JsonNode event : service.read(job.at("/links/events").asString())) {
      if (event.get("event").asString().equals("finding")) {
        findings.add(event.get("data"));
      }
    }
    List<Receiver.Request> told = awaitRequests(receiver, findings.size());
    assertThat(told).extracting(one -> body(one).at("/data/finding")).hasSameElementsAs(findings);
    assertThat(told).hasSameSizeAs(findings);
  }

  @Test
  void tellsTheEndOfAnExperimentAndFindingsOfItsJobs() {
    String experiment =
        "{'name': 'both', 'base': %s, 'factors': [{'pointer': '/epochs', 'values': [1, 2]}],"
                .formatted(SHORT)
            + " 'seeds': [1, 2]}";
    JsonNode created =
        service.post(
            "/v1/experiments", with(experiment, notify("'finished', 'failed', 'finding'")), 201);
    Await.until(
        "the end is told",
        LONG,
        receiver::received,
        got -> got.stream().anyMatch(one -> type(one).equals("experiment.finished")));
    JsonNode end =
        receiver.received().stream()
            .filter(one -> type(one).equals("experiment.finished"))
            .map(NotificationsTest::body)
            .findFirst()
            .get();
    assertThat(end.at("/data/id")).isEqualTo(created.get("id"));
    assertThat(end.at("/data/counts/succeeded").asInt()).isEqualTo(4);
    JsonNode deliveries = service.read(created.at("/links/deliveries").asString() + "?limit=100");
    assertThat(deliveries.get("data")).hasSameSizeAs(receiver.received());
    String job = created.at("/runs/0/jobId").asString();
    assertThat(service.read("/v1/training-jobs/" + job + "/deliveries").get("data")).isEmpty();
    assertThat(created.get("notify").get("events")).hasSize(3);
    assertThat(service.delete(created.at("/links/self").asString()).statusCode()).isEqualTo(204);
    Service.body(service.get(created.at("/links/deliveries").asString()), 404);
  }

  private static String type(Receiver.Request told) {
    return body(told).get("type").asString();
  }

  @Test
  void tellsTheEndOfARunThatIsTrainedElsewhere() {
    String run =
        "{'network': {'inputs': 2, 'layers': [{'units': 1, 'activation': 'sigmoid'}]},"
            + " 'cost': 'quadratic', 'batch': {'inputs': [[0, 1]], 'targets': [[1]]}}";
    assertThat(
            service
                .post("/v1/observed-runs", with(run, notify("'finding'")), 422)
                .at("/errors/0/pointer")
                .asString())
        .isEqualTo("/notify/events");
    JsonNode begun = service.post("/v1/observed-runs", with(run, notify("'finished'")), 201);
    assertThat(begun.at("/notify/events/0").asString()).isEqualTo("finished");
    Service.body(service.post(begun.at("/links/finish").asString(), ""), 200);
    JsonNode message = body(awaitRequests(receiver, 1).get(0));
    assertThat(message.get("type").asString()).isEqualTo("observed_run.finished");
    assertThat(message.at("/data/path")).isEqualTo(begun.at("/links/self"));
    assertThat(service.read(begun.at("/links/deliveries").asString()).get("data")).hasSize(1);
  }

  /** A server that does not answer takes its own places alone. */
  @Test
  void aSlowServerHoldsUpNoOther() {
    CountDownLatch open = new CountDownLatch(1);
    try (Receiver slow =
        Receiver.at(
            (exchange, request) -> {
              try {
                open.await();
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
            })) {
      String toSlow = "{'url': '%s', 'events': ['finished']}".formatted(slow.url("/"));
      for (int i = 0; i < 6; i++) {
        service.post("/v1/training-jobs", with(SHORT, toSlow), 201);
      }
      awaitRequests(slow, 2);
      service.post("/v1/training-jobs", with(SHORT, notify("'finished'")), 201);
      awaitRequests(receiver, 1);
      assertThat(slow.received()).hasSize(2);
      open.countDown();
    }
  }

  @Test
  void sendsAgainWhatWasRefusedAndStopsWhereNobodyListens() {
    int[] statuses = {500, 302, 410};
    for (int status : statuses) {
      try (Receiver refusing = Receiver.answering(status)) {
        String to = "{'url': '%s', 'events': ['finished']}".formatted(refusing.url("/x"));
        JsonNode job = service.post("/v1/training-jobs", with(SHORT, to), 201);
        JsonNode delivery =
            Await.until(
                "an answer is known",
                LONG,
                () -> service.read(job.at("/links/deliveries").asString()).at("/data/0"),
                one -> !one.path("statusCode").isMissingNode() && !one.get("statusCode").isNull());
        assertThat(delivery.get("statusCode").asInt()).isEqualTo(status);
        assertThat(delivery.get("state").asString())
            .isEqualTo(status == 410 ? "failed" : "pending");
        assertThat(delivery.get("nextAttemptAt").isNull()).isEqualTo(status == 410);
        if (status == 500) {
          List<Receiver.Request> sent = awaitRequests(refusing, 2);
          assertThat(sent.get(0).headers().getFirst("Webhook-id"))
              .isEqualTo(sent.get(1).headers().getFirst("Webhook-id"));
          assertThat(sent.get(0).body()).isEqualTo(sent.get(1).body());
        }
      }
    }
  }

  @Test
  void listsInPages() {
    Service.body(service.get("/v1/training-jobs/nothing/deliveries"), 404);
    Service.body(service.get("/v1/experiments/nothing/deliveries"), 404);
    JsonNode job = service.post("/v1/training-jobs", Service.json(SHORT), 201);
    assertThat(job.get("notify").isNull()).isTrue();
    String deliveries = job.at("/links/deliveries").asString();
    Service.body(service.get(deliveries + "?limit=0"), 400);
    assertThat(service.read(deliveries))
        .isEqualTo(Service.json("{'data': [], 'hasMore': false, 'next': null}"));
  }

  @Test
  void refusesWhatCannotBeToldWithEveryFault() {
    JsonNode problem =
        service.post(
            "/v1/training-jobs",
            with(
                SHORT,
                "{'url': 'http://10.0.0.1/', 'events': ['finished', 'begun'], 'secret': 'x', 'a': 1}"),
            400);
    assertThat(problem.get("errors"))
        .extracting(error -> error.get("pointer").asString())
        .containsExactlyInAnyOrder(
            "/notify/url", "/notify/events/1", "/notify/secret", "/notify/a");
    for (String url :
        List.of("http://[::1]/", "http://169.254.169.254/", "ftp://a/", "", "x".repeat(3000))) {
      String notify = "{'url': '%s', 'events': ['finished']}".formatted(url);
      for (String path : List.of("/v1/training-jobs", "/v1/diagnoses")) {
        assertThat(service.post(path, with(SHORT, notify), 422).at("/errors/0/pointer").asString())
            .isEqualTo("/notify/url");
      }
    }
    service.post("/v1/training-jobs", with(SHORT, "{'url': 'http://a.org/', 'events': []}"), 422);
    service.post("/v1/training-jobs", with(SHORT, "{'url': 'http://a.org/'}"), 400);
    JsonNode misplaced =
        service.post(
            "/v1/experiments",
            Service.json("{'base': %s}".formatted(with(SHORT, notify("'finished'")))),
            422);
    assertThat(misplaced.at("/errors/0/pointer").asString()).isEqualTo("/base/notify");
    JsonNode none =
        service.post(
            "/v1/experiments", Service.json("{'base': %s}".formatted(with(SHORT, "null"))), 201);
    assertThat(none.get("notify").isNull()).isTrue();
  }
}
