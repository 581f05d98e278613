package dev.gradtrace.web.budget;

import dev.gradtrace.budget.FairPlaces;
import dev.gradtrace.budget.Looks;
import dev.gradtrace.budget.MemoryNeed;
import dev.gradtrace.budget.Reservation;
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

  private static final String HELD = Held.class.getName();

  /** Bytes of memory for one of a body: a number of two characters is one of eight bytes, twice. */
  private static final long READ = 8;

  /** Bytes for a number of an answer: as it was stored, and in a view. */
  private static final long ANSWERED = 24;

  private final Looks looks;

  Admission(Looks looks) {
    this.looks = looks;
  }

  /**
   * Holds memory until the request of this thread is answered.
   *
   * @throws dev.gradtrace.validation.InvalidSpec if there will never be so much
   * @throws dev.gradtrace.validation.Refusal if there is too little now
   */
  public void hold(MemoryNeed need) {
    held().add(looks.hold(need));
  }

  /**
   * The same for what was accepted once, however much it was: all there is, at most.
   *
   * @throws dev.gradtrace.validation.Refusal if there is too little now
   */
  public void hold(long bytes) {
    hold(MemoryNeed.of("", Math.min(bytes, looks.allowed())));
  }

  /**
   * Holds what it takes to read so many bytes of a body.
   *
   * @throws dev.gradtrace.validation.Refusal if there is too little now
   */
  public void read(long bytes) {
    hold(READ * bytes);
  }

  /**
   * Holds what an answer of so many numbers takes.
   *
   * @throws dev.gradtrace.validation.Refusal if there is too little now
   */
  public void answer(long numbers) {
    hold(ANSWERED * numbers);
  }

  /**
   * Computes something in the memory it needs, beside as many others as there are processors for.
   *
   * @param multiplications about
   * @throws dev.gradtrace.validation.InvalidSpec if there will never be so much memory
   * @throws dev.gradtrace.validation.Refusal if there are too little memory or processors now
   */
  public <T> T look(MemoryNeed need, long multiplications, Supplier<T> look) {
    hold(need);
    try (FairPlaces.Place place = looks.enter(multiplications)) {
      return look.get();
    }
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
