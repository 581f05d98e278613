package dev.gradtrace.web.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import dev.gradtrace.access.Caller;
import dev.gradtrace.story.Service;
import dev.gradtrace.validation.Refusal;
import dev.gradtrace.web.access.Presence;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;

@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT)
class EventStreamsTest {

  private static final JsonNode ENDLESS =
      Service.json(
          """
          {'network': {'inputs': 64, 'layers': [{'units': 10, 'activation': 'sigmoid'}]},
           'cost': 'quadratic', 'dataset': {'id': 'digits'}, 'epochs': 100000,
           'optimizer': {'name': 'sgd'}}
          """);

  @Autowired private EventStreams streams;
  @LocalServerPort private int port;

  @Test
  void streamAgainAfterAPauseAndRefuseWhileItLasts() {
    streams.stop();
    try {
      assertThatExceptionOfType(Refusal.class)
          .isThrownBy(() -> streams.open("unknown", 0, at("127.0.0.1")));
    } finally {
      streams.start();
    }
    assertThat(streams.open("unknown", 0, at("127.0.0.1"))).isNotNull();
  }

  @Test
  void areNotAllForOneClient() {
    Service service = new Service(port);
    String job = service.post("/v1/training-jobs", ENDLESS, 201).get("id").asString();
    try {
      int mine = 0;
      while (opens(job, "127.0.0.1")) {
        mine++;
      }
      assertThat(mine).isEqualTo(64);
      assertThat(opens(job, "127.0.0.2")).isTrue();
      streams.stop();
      streams.start();
      await().until(() -> opens(job, "127.0.0.1"));
    } finally {
      streams.stop();
      streams.start();
      service.post("/v1/training-jobs/" + job + "/cancel", "");
    }
  }

  private static Presence at(String address) {
    return Presence.lasting(Caller.at(address));
  }

  private boolean opens(String job, String address) {
    try {
      streams.open(job, 0, at(address));
      return true;
    } catch (Refusal refusal) {
      assertThat(refusal.reason()).isEqualTo(Refusal.Reason.BUSY);
      return false;
    }
  }
}
