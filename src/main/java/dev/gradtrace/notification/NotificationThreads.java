package dev.gradtrace.notification;

import dev.gradtrace.outgoing.Outgoing;
import java.time.Clock;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;

/** Looks for news every second and sends due messages. */
@Component
final class NotificationThreads implements SmartLifecycle {

  private static final Logger LOG = LoggerFactory.getLogger(NotificationThreads.class);

  private static final long EVERY_MILLIS = 1000;

  /** Messages still being sent then are sent again by the next process. */
  private static final long LONGEST_STOP_SECONDS = 3;

  private final Announcer announcer;
  private final Courier courier;
  private @Nullable ScheduledExecutorService look;
  private @Nullable ExecutorService senders;
  private boolean silent;

  NotificationThreads(
      Announcer announcer,
      JdbcDeliveries deliveries,
      JdbcSubscriptions subscriptions,
      Outgoing outgoing,
      NotificationSettings settings,
      Clock clock) {
    this.announcer = announcer;
    this.courier = new Courier(deliveries, subscriptions, outgoing, settings.orOfNobody(), clock);
  }

  @Override
  public synchronized void start() {
    ExecutorService sending =
        Executors.newFixedThreadPool(Courier.PLACES, work -> thread("notification", work));
    ScheduledExecutorService looking =
        Executors.newSingleThreadScheduledExecutor(work -> thread("notifications", work));
    looking.scheduleWithFixedDelay(
        () -> look(sending, looking), EVERY_MILLIS, EVERY_MILLIS, TimeUnit.MILLISECONDS);
    senders = sending;
    look = looking;
  }

  private static Thread thread(String name, Runnable work) {
    Thread thread = new Thread(work, name);
    thread.setDaemon(true);
    return thread;
  }

  private void look(ExecutorService sending, ScheduledExecutorService looking) {
    try {
      announcer.announce();
      dispatch(sending, looking);
      silent = false;
    } catch (DataAccessException | TransactionException fault) {
      if (!silent) {
        LOG.warn("Notifications wait for the database: {}", fault.getMessage());
      }
      silent = true;
    } catch (RuntimeException fault) {
      LOG.error("Notifications are not sent", fault);
    }
  }

  private void dispatch(ExecutorService sending, ScheduledExecutorService looking) {
    for (Optional<Parcel> due = courier.next(); due.isPresent(); due = courier.next()) {
      Parcel parcel = due.get();
      sending.execute(
          () -> {
            courier.send(parcel);
            again(sending, looking);
          });
    }
  }

  /** A place is free: looks for the next message. */
  private void again(ExecutorService sending, ScheduledExecutorService looking) {
    try {
      looking.execute(() -> look(sending, looking));
    } catch (RejectedExecutionException stopped) {
      LOG.debug("No notification follows, since the service ends");
    }
  }

  @Override
  public synchronized void stop() {
    ScheduledExecutorService looking = look;
    ExecutorService sending = senders;
    look = null;
    senders = null;
    if (looking == null || sending == null) {
      return;
    }
    // An interrupt would close H2's file.
    looking.shutdown();
    sending.shutdown();
    try {
      boolean ended = sending.awaitTermination(LONGEST_STOP_SECONDS, TimeUnit.SECONDS);
      LOG.debug("Notifications have stopped, {}", ended ? "none underway" : "some underway");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public synchronized boolean isRunning() {
    return look != null;
  }
}
