package dev.gradtrace.story;

import static dev.gradtrace.story.Service.json;
import static org.assertj.core.api.Assertions.assertThat;

import dev.gradtrace.storage.Postgres;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import tools.jackson.databind.JsonNode;

/** A job that ends every process that runs it does so twice, and takes no other job with it. */
@Order(1)
class PoisonStoryTest {

  private static final String JOBS = "/v1/training-jobs";

  /** A step takes so long that no process is killed after one, however late it is noticed. */
  private static final String POISON =
      """
      {'name': 'poison', 'network': {'inputs': 784, 'layers': [
          {'units': 3000, 'activation': 'relu'}, {'units': 3000, 'activation': 'relu'},
          {'units': 10, 'activation': 'softmax'}]},
       'cost': 'categorical_cross_entropy', 'dataset': {'id': 'mnist_2k'}, 'batchSize': 2000,
       'optimizer': {'name': 'sgd'}, 'epochs': 100}
      """;

  private static final String INNOCENT =
      """
      {'network': {'inputs': 64, 'layers': [
          {'units': 30, 'activation': 'sigmoid'}, {'units': 10, 'activation': 'sigmoid'}]},
       'cost': 'binary_cross_entropy', 'dataset': {'id': 'digits'}, 'batchSize': 10,
       'optimizer': {'name': 'sgd', 'learningRate': 0.1}, 'epochs': 20, 'seed': 2}
      """;

  /** Its parameters and the copies of them that training needs are about 250 MB. */
  private static final String LARGE =
      """
      {'network': {'inputs': 1000, 'layers': [
          {'units': 1500, 'activation': 'relu'}, {'units': 600, 'activation': 'relu'},
          {'units': 1, 'activation': 'linear'}]},
       'cost': 'quadratic', 'dataset': {'generator': {'name': 'teacher', 'samples': 4,
          'inputs': 1000}}, 'batchSize': 4, 'optimizer': {'name': 'adam'}, 'epochs': 100000}
      """;

  @TempDir private Path home;
  private final List<ServiceProcess> replicas = new ArrayList<>();

  @AfterEach
  void end() {
    replicas.forEach(ServiceProcess::close);
  }

  @Test
  void aJobThatIsKilledWheneverItRunsFailsAndTheOthersGoOn() {
    replicas.add(start(List.of()));
    List<String> innocents = submitAll(INNOCENT, INNOCENT);
    String poison = submitAll(POISON).get(0);
    int deaths = 0;
    while (!Service.isFinished(read(poison))) {
      if (claims(poison) > deaths) {
        awaitWritten(innocents.get(0));
        deaths++;
        replicas.remove(0).kill();
        replicas.add(start(List.of()));
      }
    }
    assertThat(deaths).isEqualTo(2);
    assertLost(poison, innocents);
  }

  @Test
  void aJobThatASmallerProcessCannotHoldFailsThereAndTheOthersGoOn() {
    replicas.add(start(List.of("-Xmx1g")));
    List<String> innocents = submitAll(INNOCENT);
    String large = submitAll(LARGE).get(0);
    Await.until("it runs", () -> claims(large) > 0);
    replicas.remove(0).kill();
    replicas.add(start(List.of("-Xmx160m", "-XX:+ExitOnOutOfMemoryError")));
    assertThat(service().finished(large).at("/error/code").asString()).isEqualTo("out_of_memory");
    for (String innocent : innocents) {
      assertThat(service().finished(innocent).get("status").asString()).isEqualTo("succeeded");
    }
  }

  /** Of three replicas two; the third goes on. */
  @Test
  void endsTwoReplicasAtMost() {
    String database = Postgres.newDatabase();
    String[] shared = {"spring.datasource.url=" + database, "gradtrace.workers=2"};
    IntStream.range(0, 3).forEach(i -> replicas.add(ServiceProcess.launch(home, shared)));
    replicas.forEach(ServiceProcess::awaitReady);
    List<String> innocents = submitAll(INNOCENT, INNOCENT);
    String poison = submitAll(POISON).get(0);
    JdbcClient jdbc = JdbcClient.create(new DriverManagerDataSource(database));
    killWhoRuns(jdbc, poison, 1);
    killWhoRuns(jdbc, poison, 2);
    assertLost(poison, innocents);
  }

  /** Ends the replica that has claimed the job for the n-th time, as soon as it has. */
  private void killWhoRuns(JdbcClient jdbc, String id, int n) {
    ServiceProcess[] found = {null};
    Await.until(
        "someone runs it",
        () -> {
          String worker =
              jdbc.sql(
                      "select picked_by from scheduled_tasks join jobs on id = task_instance"
                          + " where id = ? and token = ? and picked and status = 'running'")
                  .params(id, n)
                  .query(String.class)
                  .optional()
                  .orElse("");
          found[0] =
              replicas.stream()
                  .filter(replica -> worker.endsWith("-" + replica.pid()))
                  .findFirst()
                  .orElse(null);
          return found[0] != null;
        });
    replicas.remove(found[0]);
    found[0].kill();
  }

  private ServiceProcess start(List<String> options) {
    ServiceProcess started = ServiceProcess.launch(home, options, "gradtrace.workers=2");
    started.awaitReady();
    return started;
  }

  private Service service() {
    return replicas.get(0).service();
  }

  private List<String> submitAll(String... specs) {
    return Stream.of(specs)
        .map(spec -> service().post(JOBS, json(spec), 201).get("id").asString())
        .toList();
  }

  private void assertLost(String poison, List<String> innocents) {
    JsonNode lost = service().finished(poison);
    assertThat(lost.get("status").asString()).isEqualTo("failed");
    assertThat(lost.at("/error/code").asString()).isEqualTo("worker_lost");
    for (String innocent : innocents) {
      assertThat(service().finished(innocent).get("status").asString()).isEqualTo("succeeded");
    }
  }

  /** What can be read is on disk a moment later, and surely once a later write is acknowledged. */
  private void awaitWritten(String id) {
    Service.body(
        service().patch(JOBS + "/" + id, "application/json", "{\"name\": \"written\"}"), 200);
  }

  /** How often a worker has claimed it. */
  private int claims(String id) {
    int claims = 0;
    for (JsonNode transition : read(id).at("/statusTransitions")) {
      claims += transition.get("status").asString().equals("running") ? 1 : 0;
    }
    return claims;
  }

  /** The job, or what a service says that is not ready. */
  private JsonNode read(String id) {
    return json(service().get(JOBS + "/" + id).body());
  }
}
