package dev.gradtrace.job.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gradtrace.budget.FairPlaces;
import dev.gradtrace.budget.Looks;
import dev.gradtrace.budget.MemoryBudget;
import dev.gradtrace.budget.MemoryNeed;
import dev.gradtrace.budget.RequestTurns;
import dev.gradtrace.validation.InvalidSpec;
import dev.gradtrace.validation.Refusal;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class BudgetMetricsTest {

  private static final long MEGABYTE = 1 << 20;

  private final MemoryBudget memory = new MemoryBudget(10 * MEGABYTE, System::nanoTime);
  private final FairPlaces places = new FairPlaces(2, System::nanoTime);
  private final Looks looks =
      new Looks(
          memory,
          places,
          new RequestTurns(places, Duration.ZERO, Duration.ofHours(1)),
          Duration.ZERO);
  private final MeterRegistry registry = new SimpleMeterRegistry();

  @Test
  void tellEveryRefusalByItsReason() {
    new BudgetMetrics(memory, looks, registry);
    assertThatThrownBy(() -> looks.hold(need(11))).isInstanceOf(InvalidSpec.class);
    looks.hold(need(6));
    for (int i = 0; i < 2; i++) {
      assertThatThrownBy(() -> looks.hold(need(6))).isInstanceOf(Refusal.class);
    }
    looks.enter(Long.MAX_VALUE);
    for (int i = 0; i < 3; i++) {
      assertThatThrownBy(() -> looks.enter(Long.MAX_VALUE)).isInstanceOf(Refusal.class);
    }
    assertThat(refused("too_large")).isEqualTo(1);
    assertThat(refused("memory")).isEqualTo(2);
    assertThat(refused("work")).isEqualTo(3);
    assertThat(registry.get("gradtrace.memory.reserved").tag("use", "request").gauge().value())
        .isEqualTo(6.0 * MEGABYTE);
  }

  private static MemoryNeed need(long megabytes) {
    return MemoryNeed.of("batch", megabytes * MEGABYTE);
  }

  private double refused(String reason) {
    return registry.get("gradtrace.refused").tag("reason", reason).functionCounter().count();
  }
}
