package dev.gradtrace.web.jobs;

import dev.gradtrace.access.Shares;
import dev.gradtrace.contract.Limits;
import dev.gradtrace.job.JobEvent;
import dev.gradtrace.job.TrainingJobs;
import dev.gradtrace.validation.Refusal;
import dev.gradtrace.web.access.Presence;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/**
 * Streams the events of jobs, each stream in its own thread, so that a slow reader delays no other.
 * A stream ends with its job, with its client's token, or with the service. A client gets at most a
 * quarter of the streams that others leave.
 */
@Component
final class EventStreams implements SmartLifecycle {

  private static final Logger LOG = LoggerFactory.getLogger(EventStreams.class);

  private static final long LOOK_MILLIS = 200;
  private static final int LOOKS_PER_HEARTBEAT = 50;
  private static final int LOOKS_PER_TOKEN = 5;
  private static final long NO_TIMEOUT = 0;
  private static final Duration RETRY_AFTER = Duration.ofSeconds(10);

  private final TrainingJobs jobs;
  private final Shares shares;

  /** Open streams with their clients. */
  private final Map<SseEmitter, String> open = new ConcurrentHashMap<>();

  private volatile ExecutorService threads = pool();
  private volatile boolean running;

  EventStreams(TrainingJobs jobs, Limits limits) {
    this.jobs = jobs;
    this.shares = new Shares(limits.eventStreams(), limits.eventStreams());
  }

  /**
   * Opens a stream of a job's events.
   *
   * @param after number of the last event that the reader knows; 0 for none
   * @param reader whose share of streams it uses, and with whose token it ends
   */
  SseEmitter open(String id, long after, Presence reader) {
    String client = reader.caller().client();
    if (!running || !shares.take(client)) {
      throw new Refusal(
          Refusal.Reason.BUSY,
          String.format(
              Locale.ROOT,
              "%d event streams are open for you, and as many as may be are open together.",
              shares.of(client)),
          RETRY_AFTER);
    }
    SseEmitter stream = new SseEmitter(NO_TIMEOUT);
    open.put(stream, client);
    stream.onCompletion(() -> forget(stream));
    threads.execute(() -> stream(id, after, stream, reader.known()));
    return stream;
  }

  /** Frees the stream's place, once. */
  private void forget(SseEmitter stream) {
    String client = open.remove(stream);
    if (client != null) {
      shares.giveBack(client);
    }
  }

  private void stream(String id, long after, SseEmitter stream, BooleanSupplier known) {
    try {
      long last = after;
      boolean ended = false;
      for (int look = 1; !ended && open.containsKey(stream); look++) {
        List<JobEvent> events = jobs.events(id, last);
        for (JobEvent event : events) {
          stream.send(message(EventView.of(event)));
          last = event.id();
          ended = EventView.isFinal(event);
        }
        if (!ended) {
          ended = look % LOOKS_PER_TOKEN == 0 && !known.getAsBoolean();
          if (look % LOOKS_PER_HEARTBEAT == 0) {
            stream.send(SseEmitter.event().comment("still here"));
          }
          Thread.sleep(LOOK_MILLIS);
        }
      }
      stream.complete();
    } catch (IOException | IllegalStateException disconnected) {
      LOG.debug("The client of job {} has disconnected", id, disconnected);
    } catch (InterruptedException e) {
      stream.complete();
    } catch (RuntimeException e) {
      LOG.debug("The events of job {} cannot be read", id, e);
      stream.complete();
    } finally {
      forget(stream);
    }
  }

  private static SseEmitter.SseEventBuilder message(EventView event) {
    return SseEmitter.event()
        .id(Long.toString(event.id()))
        .name(event.event())
        .data(event.data(), MediaType.APPLICATION_JSON);
  }

  @Override
  public void start() {
    if (threads.isShutdown()) {
      threads = pool();
    }
    running = true;
  }

  /** Ends all streams, since the service would wait for open requests before it stops. */
  @Override
  public void stop() {
    running = false;
    open.keySet().forEach(SseEmitter::complete);
    threads.shutdownNow();
  }

  private static ExecutorService pool() {
    return Executors.newCachedThreadPool(
        task -> {
          Thread thread = new Thread(task, "events");
          thread.setDaemon(true);
          return thread;
        });
  }

  @Override
  public boolean isRunning() {
    return running;
  }

  @Override
  public int getPhase() {
    return Integer.MAX_VALUE;
  }
}
