package dev.gradtrace.web.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.gradtrace.budget.FairPlaces;
import dev.gradtrace.budget.Looks;
import dev.gradtrace.budget.RequestTurns;
import dev.gradtrace.story.Service;
import dev.gradtrace.validation.Refusal;
import dev.gradtrace.web.Refused;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;

/** What pages draw takes the places of large computations, as pictures do. */
@SpringBootTest(
    webEnvironment = WebEnvironment.RANDOM_PORT,
    properties = {"gradtrace.budget.patience=0s", "gradtrace.limits.layers=4000"})
class WorkOfPagesTest {

  private static final String DEEP =
      """
      {'network': {'inputs': 2, 'layers': [
         {'units': 3, 'activation': 'tanh', 'normalization': {'name': 'layer_norm'}, 'repeat': 3000},
         {'units': 1, 'activation': 'sigmoid'}]},
       'cost': 'quadratic', 'dataset': {'id': 'xor'}, 'optimizer': {'name': 'sgd'}}
      """;

  private static final String SEEDS =
      """
      {'base': {'network': {'inputs': 2, 'layers': [{'units': 1, 'activation': 'sigmoid'}]},
                'cost': 'quadratic', 'dataset': {'id': 'xor'}, 'optimizer': {'name': 'sgd'}},
       'seeds': [1, 2, 3]}
      """;

  @LocalServerPort private int port;
  @Autowired private Looks looks;
  @Autowired private RequestTurns turns;
  private final List<FairPlaces.Place> taken = new ArrayList<>();
  private Service service;

  @BeforeEach
  void connect() {
    service = new Service(port);
  }

  @AfterEach
  void leave() {
    taken.forEach(FairPlaces.Place::close);
    taken.clear();
  }

  /** Takes all places, the last of which only another client can have. */
  private void takeAll() throws InterruptedException {
    takeAllOfOne();
    try (RequestTurns.Turn other = turns.begin("other")) {
      takeAllOfOne();
    }
  }

  private void takeAllOfOne() {
    try {
      while (true) {
        taken.add(looks.enter(Long.MAX_VALUE));
      }
    } catch (Refusal none) {
      assertThat(taken).isNotEmpty();
    }
  }

  @Test
  void aChartInAFrameHasAPlaceOrIsRefused() throws Exception {
    String path = "/embed/training-jobs/" + service.train(Service.json(DEEP)).get("id").asString();
    takeAll();
    assertThat(service.get(path + "/loss_curve").statusCode()).isEqualTo(200);
    Refused.with(503, service.get(path + "/waterfall"));
    leave();
    assertThat(service.get(path + "/waterfall").statusCode()).isEqualTo(200);
  }

  @Test
  void anArchiveOfPagesWaitsForAPlace() throws Exception {
    String id = service.post("/v1/experiments", Service.json(SEEDS), 201).get("id").asString();
    service
        .read("/v1/experiments/" + id)
        .findValuesAsString("jobId")
        .forEach(job -> service.finished(job));
    String path = "/v1/experiments/" + id + "/export?format=html";
    byte[] alone = service.bytes(path);
    takeAll();
    CompletableFuture<byte[]> waiting = CompletableFuture.supplyAsync(() -> service.bytes(path));
    await().atMost(Duration.ofMinutes(1)).until(() -> looks.waiting() > 0);
    assertThat(waiting).isNotDone();
    leave();
    assertThat(waiting.join()).hasSameSizeAs(alone);
  }
}
