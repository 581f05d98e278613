package dev.gradtrace.web.budget;

import dev.gradtrace.budget.FairPlaces;
import dev.gradtrace.budget.Looks;
import dev.gradtrace.budget.MemoryNeed;
import dev.gradtrace.budget.Reservation;
import dev.gradtrace.plot.Sketch;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongConsumer;
import java.util.function.Supplier;
import org.springframework.stereotype.Component;
import org.springframework.web.context.request.RequestAttributes;
import org.springframework.web.context.request.RequestContextHolder;

/**
 * Reserves memory and processor places for requests. Memory is held until the answer is sent, since
 * answers are written from it.
 */
@Component
public final class Admission {

  private static final String HELD = Held.class.getName();

  /**
   * Bytes of memory per byte of a body: two characters can become a number of eight bytes, which is
   * held twice.
   */
  private static final long READ = 8;

  /** Bytes of memory per number of an answer: in its stored form and in a view. */
  private static final long ANSWERED = 24;

  /** Bytes of growth that are reserved together. */
  private static final long PIECE = 2 << 20;

  private final Looks looks;

  Admission(Looks looks) {
    this.looks = looks;
  }

  /**
   * Reserves memory until this thread's request is answered.
   *
   * @throws dev.gradtrace.validation.InvalidSpec if a request may never hold as much
   * @throws dev.gradtrace.validation.Refusal if others hold it now
   */
  public void hold(MemoryNeed need) {
    held().add(looks.hold(need), need.bytes());
  }

  /**
   * Reserves memory for stored data; at most all that a request may hold.
   *
   * @throws dev.gradtrace.validation.Refusal if others hold it now
   */
  public void hold(long bytes) {
    hold(MemoryNeed.of("", Math.min(bytes, looks.allowed())));
  }

  /**
   * Reserves the memory to read {@code bytes} of a body.
   *
   * @throws dev.gradtrace.validation.Refusal if others hold it now
   */
  public void read(long bytes) {
    hold(READ * bytes);
  }

  /**
   * Takes the bytes that reading a file makes, as they become more, and reserves those beyond what
   * this thread's request holds already.
   *
   * @param pointer to the file
   */
  public LongConsumer growing(String pointer) {
    long reserved = held().bytes();
    return new LongConsumer() {

      private long made;
      private long counted = reserved;

      /**
       * @throws dev.gradtrace.validation.InvalidSpec if a request may never hold as much
       * @throws dev.gradtrace.validation.Refusal if others hold it now
       */
      @Override
      public void accept(long bytes) {
        made += bytes;
        if (made - counted >= PIECE) {
          MemoryNeed.of(pointer, made).requireAtMost(looks.allowed());
          hold(MemoryNeed.of(pointer, made - counted));
          counted = made;
        }
      }
    };
  }

  /**
   * Reserves the memory of an answer with so many numbers.
   *
   * @throws dev.gradtrace.validation.Refusal if others hold it now
   */
  public void answer(long numbers) {
    hold(ANSWERED * numbers);
  }

  /**
   * Computes something with its memory reserved and, if it is large, a place to compute in.
   *
   * @param multiplications estimate of the work
   * @throws dev.gradtrace.validation.InvalidSpec if a request may never hold as much memory
   * @throws dev.gradtrace.validation.Refusal if memory or places are taken now
   */
  public <T> T look(MemoryNeed need, long multiplications, Supplier<T> look) {
    hold(need);
    try (FairPlaces.Place place = looks.enter(multiplications)) {
      return look.get();
    }
  }

  /**
   * Draws a picture, with the memory for it reserved.
   *
   * @throws dev.gradtrace.validation.InvalidSpec if a request may never hold as much
   * @throws dev.gradtrace.validation.Refusal if memory or places are taken now
   */
  public String draw(Sketch sketch) {
    return look(MemoryNeed.of("", sketch.bytes()), sketch.work(), sketch::svg);
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

  /** The reservations of one request. Not thread-safe. */
  private static final class Held {

    private final List<Reservation> reservations = new ArrayList<>();
    private long bytes;

    void add(Reservation reservation, long more) {
      reservations.add(reservation);
      bytes += more;
    }

    long bytes() {
      return bytes;
    }

    void release() {
      reservations.forEach(Reservation::close);
    }
  }
}
