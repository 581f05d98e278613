package dev.gradtrace.web.budget;

import dev.gradtrace.budget.BudgetSettings;
import dev.gradtrace.budget.Looks;
import dev.gradtrace.budget.MemoryBudget;
import dev.gradtrace.budget.MemoryNeed;
import dev.gradtrace.budget.Reservation;
import dev.gradtrace.validation.InvalidSpec;
import dev.gradtrace.validation.Refusal;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.springframework.stereotype.Component;
import org.springframework.web.context.request.RequestAttributes;
import org.springframework.web.context.request.RequestContextHolder;

/**
 * Lets requests in as far as there are memory and processors for them. Memory is held until the
 * request is answered, since answers are written from it.
 */
@Component
public final class Admission {

  /** Less is not worth counting: as much as every request takes. */
  private static final long LITTLE = 256 << 10;

  /** After which others may have been answered. */
  private static final Duration AGAIN = Duration.ofSeconds(5);

  private static final String HELD = Held.class.getName();

  private final MemoryBudget memory;
  private final Looks looks;
  private final Duration patience;
  private final MeterRegistry metrics;

  Admission(MemoryBudget memory, Looks looks, BudgetSettings settings, MeterRegistry metrics) {
    this.memory = memory;
    this.looks = looks;
    this.patience = settings.patience();
    this.metrics = metrics;
    List.of("too_large", "memory", "work").forEach(this::refused);
  }

  /**
   * Holds memory until the request of this thread is answered.
   *
   * @throws InvalidSpec if there will never be so much
   * @throws Refusal if there is too little now
   */
  public void hold(MemoryNeed need) {
    if (need.bytes() <= LITTLE) {
      return;
    }
    try {
      need.requireAtMost(memory.allowed(MemoryBudget.Use.REQUEST));
    } catch (InvalidSpec tooLarge) {
      refused("too_large").increment();
      throw tooLarge;
    }
    held().add(reserve(need.bytes()));
  }

  /**
   * Computes something in the memory it needs, beside as many others as there are processors for.
   *
   * @param multiplications about
   * @throws InvalidSpec if there will never be so much memory
   * @throws Refusal if there are too little memory or too few processors now
   */
  public <T> T look(MemoryNeed need, long multiplications, Supplier<T> look) {
    hold(need);
    try (Looks.Place place = looks.enter(multiplications, patience)) {
      if (place == null) {
        throw busy("work", "The service is computing as much as it can at once; try again later.");
      }
      return look.get();
    } catch (InterruptedException stopped) {
      throw stopped();
    }
  }

  private Reservation reserve(long bytes) {
    long end = System.nanoTime() + patience.toNanos();
    try {
      Reservation reservation =
          memory.reserve(MemoryBudget.Use.REQUEST, bytes, () -> System.nanoTime() - end > 0);
      if (reservation == null) {
        throw busy(
            "memory",
            "The memory that this needs, %d bytes, is in use by others; try again later."
                .formatted(bytes));
      }
      return reservation;
    } catch (InterruptedException stopped) {
      throw stopped();
    }
  }

  private Refusal busy(String reason, String detail) {
    refused(reason).increment();
    return new Refusal(Refusal.Reason.UNAVAILABLE, detail, AGAIN);
  }

  private static Refusal stopped() {
    Thread.currentThread().interrupt();
    return new Refusal(Refusal.Reason.UNAVAILABLE, "The service is shutting down.", AGAIN);
  }

  private Counter refused(String reason) {
    return metrics.counter("gradtrace.refused", "reason", reason);
  }

  private static Held held() {
    RequestAttributes request = RequestContextHolder.currentRequestAttributes();
    Held known = (Held) request.getAttribute(HELD, RequestAttributes.SCOPE_REQUEST);
    if (known == null) {
      known = new Held();
      request.setAttribute(HELD, known, RequestAttributes.SCOPE_REQUEST);
      request.registerDestructionCallback(HELD, known::release, RequestAttributes.SCOPE_REQUEST);
    }
    return known;
  }

  /** What a request holds. For one thread. */
  private static final class Held {

    private final List<Reservation> reservations = new ArrayList<>();

    void add(Reservation reservation) {
      reservations.add(reservation);
    }

    void release() {
      reservations.forEach(Reservation::close);
    }
  }
}
