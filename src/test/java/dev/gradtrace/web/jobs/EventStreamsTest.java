package dev.gradtrace.web.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.gradtrace.validation.Refusal;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;

@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT)
class EventStreamsTest {

  @Autowired private EventStreams streams;

  @Test
  void streamAgainAfterAPauseAndRefuseWhileItLasts() {
    streams.stop();
    try {
      assertThatExceptionOfType(Refusal.class).isThrownBy(() -> streams.open("unknown", 0));
    } finally {
      streams.start();
    }
    assertThat(streams.open("unknown", 0)).isNotNull();
  }
}
