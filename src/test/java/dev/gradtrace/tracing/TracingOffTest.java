package dev.gradtrace.tracing;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.tracing.Tracer;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.slf4j.MDC;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.context.ApplicationContext;

/** A service that has nowhere to send traces, which is the default. */
@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT)
class TracingOffTest {

  @Autowired private ApplicationContext context;

  @Test
  void startsNothingForThem() {
    assertThat(context.getBeansOfType(Tracer.class)).isEmpty();
    assertThat(context.getBeanDefinitionNames())
        .noneMatch(name -> name.toLowerCase(Locale.ROOT).contains("opentelemetry"))
        .noneMatch(name -> name.toLowerCase(Locale.ROOT).contains("otlp"));
  }

  @Test
  void namesTheJobInTheLogOfItsThreadForItsTurnOnly() {
    try (JobSpans.Turn turn = JobSpans.off().begin("01J", null)) {
      assertThat(MDC.get("job")).isEqualTo("01J");
      turn.ended("succeeded");
    }
    assertThat(MDC.get("job")).isNull();
  }
}
