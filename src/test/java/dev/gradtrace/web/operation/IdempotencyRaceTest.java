package dev.gradtrace.web.operation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gradtrace.access.Caller;
import dev.gradtrace.storage.Postgres;
import dev.gradtrace.storage.TestDatabase;
import java.time.Instant;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.http.ResponseEntity;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.json.JsonMapper;

/** Replicas that get the same request at the same time. */
@Timeout(60)
class IdempotencyRaceTest {

  private static final int REPLICAS = 4;
  private static final int REQUESTS = 25;

  private final AtomicInteger created = new AtomicInteger();

  private record Thing(String id) implements HasId {}

  @Test
  void createsOnceInH2() throws Exception {
    createsOnce(TestDatabase.inMemory());
  }

  @Test
  void createsOnceInPostgres() throws Exception {
    createsOnce(Postgres.migrated());
  }

  private void createsOnce(TestDatabase database) throws Exception {
    database.jdbc().execute("create table things (id integer primary key)");
    CyclicBarrier together = new CyclicBarrier(REPLICAS);
    List<Callable<Set<String>>> replicas =
        Collections.nCopies(REPLICAS, () -> answers(database, together));
    ExecutorService threads = Executors.newFixedThreadPool(REPLICAS);
    Set<String> answers = new HashSet<>();
    try {
      for (Future<Set<String>> replica : threads.invokeAll(replicas)) {
        answers.addAll(replica.get());
      }
    } finally {
      threads.shutdownNow();
    }
    assertThat(answers).hasSize(REQUESTS);
    assertThat(database.jdbc().queryForObject("select count(*) from things", Integer.class))
        .isEqualTo(REQUESTS);
  }

  /** What one replica answers. */
  private Set<String> answers(TestDatabase database, CyclicBarrier together) throws Exception {
    Idempotency replica =
        new Idempotency(
            new JdbcIdempotencyKeys(
                JdbcClient.create(database.jdbc()), database.transactions(), () -> Instant.EPOCH),
            new JsonMapper());
    Set<String> answers = new HashSet<>();
    for (int n = 0; n < REQUESTS; n++) {
      Idempotency.Key request =
          new Idempotency.Key("/v1/things", Caller.SERVICE, "/v1/things", "key " + n);
      together.await();
      ResponseEntity<?> answer =
          replica.once(
              request,
              () -> "body",
              () -> "thing",
              new Idempotency.Collection<>(thing -> create(database), Thing::new));
      answers.add(answer.getHeaders().getLocation() + " " + answer.getBody());
    }
    return answers;
  }

  private Thing create(TestDatabase database) {
    int id = created.incrementAndGet();
    database.jdbc().update("insert into things (id) values (?)", id);
    return new Thing(Integer.toString(id));
  }
}
