package dev.gradtrace.tracing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.gradtrace.story.Service;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.test.web.server.LocalServerPort;

/** A service whose collector of traces is away; nobody listens at port 9. */
@ExtendWith(OutputCaptureExtension.class)
@SpringBootTest(
    webEnvironment = WebEnvironment.RANDOM_PORT,
    properties = {
      "management.opentelemetry.tracing.export.schedule-delay=50ms",
      TracingSwitch.ENDPOINT + "=http://127.0.0.1:9/v1/traces"
    })
class SilentCollectorTest {

  private static final String SAID = "The collector of traces does not take them";

  @LocalServerPort private int port;

  @Test
  void isToldOfInOneLineAndRarely(CapturedOutput output) {
    await()
        .atMost(Duration.ofMinutes(2))
        .pollInterval(Duration.ofMillis(200))
        .until(
            () -> {
              assertThat(new Service(port).get("/v1/catalogue").statusCode()).isEqualTo(200);
              return output.getAll().contains(SAID);
            });
    for (int request = 0; request < 20; request++) {
      assertThat(new Service(port).get("/v1/catalogue").statusCode()).isEqualTo(200);
    }
    await()
        .pollDelay(Duration.ofSeconds(1))
        .until(() -> output.getAll().split(SAID, -1).length == 2);
    assertThat(output.getAll()).doesNotContain("ConnectException:").doesNotContain("\tat ");
  }
}
