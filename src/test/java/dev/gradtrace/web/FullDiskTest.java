package dev.gradtrace.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gradtrace.storage.FullDisk;
import dev.gradtrace.story.Service;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT)
@DirtiesContext
@Timeout(180)
class FullDiskTest {

  private static final String JOBS = "/v1/training-jobs";

  private static final String JOB =
      """
      {"network": {"inputs": 4, "layers": [{"units": 3, "activation": "softmax"}]},
       "cost": "categorical_cross_entropy", "dataset": {"id": "iris"}, "epochs": %s,
       "optimizer": {"name": "sgd", "learningRate": 0.01}}
      """;

  @TempDir private static Path home;

  @LocalServerPort private int port;

  private final List<String> accepted = new ArrayList<>();

  @DynamicPropertySource
  static void database(DynamicPropertyRegistry properties) {
    FullDisk.register();
    properties.add(
        "spring.datasource.url",
        () -> "jdbc:h2:full:" + home.resolve("gradtrace") + ";WRITE_DELAY=0;TRACE_LEVEL_FILE=0");
  }

  @AfterAll
  static void free() {
    FullDisk.setFull(false);
  }

  @Test
  void asksToComeBackWhileTheDiskIsFullAndLosesNothingThatItAccepted() throws Exception {
    Service service = new Service(port);
    assertThat(submit(service, 1)).isEqualTo(201);
    assertThat(submit(service, 20_000)).isEqualTo(201);

    FullDisk.setFull(true);
    for (int request = 0; request < 10; request++) {
      HttpResponse<String> answer = service.post(JOBS, JOB.formatted(1));
      Refused.with(503, answer);
      assertThat(answer.headers().firstValue("Retry-After")).isPresent();
      TimeUnit.MILLISECONDS.sleep(100);
    }

    FullDisk.setFull(false);
    while (submit(service, 1) != 201) {
      TimeUnit.MILLISECONDS.sleep(100);
    }
    for (String id : accepted) {
      while (service.get(JOBS + "/" + id).statusCode() == 503) {
        TimeUnit.MILLISECONDS.sleep(100);
      }
      assertThat(service.finished(id).get("status").asString()).as(id).isEqualTo("succeeded");
    }
  }

  private int submit(Service service, int epochs) {
    HttpResponse<String> answer = service.post(JOBS, JOB.formatted(epochs));
    if (answer.statusCode() == 201) {
      accepted.add(Service.body(answer, 201).get("id").asString());
    }
    return answer.statusCode();
  }
}
