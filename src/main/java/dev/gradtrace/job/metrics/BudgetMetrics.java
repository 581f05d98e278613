package dev.gradtrace.job.metrics;

import dev.gradtrace.budget.Looks;
import dev.gradtrace.budget.MemoryBudget;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Locale;

/** Metrics of the memory that jobs and requests share, and of refused requests. */
public final class BudgetMetrics {

  public BudgetMetrics(MemoryBudget budget, Looks looks, MeterRegistry registry) {
    for (Looks.Reason reason : Looks.Reason.values()) {
      FunctionCounter.builder("gradtrace.refused", looks, asked -> asked.refused(reason))
          .description("Requests that were refused because of what they would take.")
          .tag("reason", reason.name().toLowerCase(Locale.ROOT))
          .register(registry);
    }
    for (MemoryBudget.Use use : MemoryBudget.Use.values()) {
      String label = use.name().toLowerCase(Locale.ROOT);
      Gauge.builder("gradtrace.memory.reserved", () -> budget.held(use))
          .description("Memory that jobs or requests may take at their most.")
          .baseUnit("bytes")
          .tag("use", label)
          .register(registry);
      Gauge.builder("gradtrace.memory.allowed", () -> budget.allowed(use))
          .description("Memory that jobs, or requests without any job, may take together.")
          .baseUnit("bytes")
          .tag("use", label)
          .register(registry);
      Gauge.builder("gradtrace.memory.waiting", () -> budget.waiting(use))
          .description("Jobs or requests that wait for memory.")
          .tag("use", label)
          .register(registry);
    }
  }
}
