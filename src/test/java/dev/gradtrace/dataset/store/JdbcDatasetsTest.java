package dev.gradtrace.dataset.store;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.gradtrace.access.Caller;
import dev.gradtrace.access.Role;
import dev.gradtrace.dataset.ByteSamples;
import dev.gradtrace.dataset.Columns;
import dev.gradtrace.dataset.Dataset;
import dev.gradtrace.dataset.DatasetRows;
import dev.gradtrace.dataset.DatasetSummary;
import dev.gradtrace.dataset.DenseSamples;
import dev.gradtrace.dataset.Labels;
import dev.gradtrace.dataset.Samples;
import dev.gradtrace.dataset.Targets;
import dev.gradtrace.storage.TestDatabase;
import dev.gradtrace.validation.Refusal;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class JdbcDatasetsTest {

  /** More values than fit into a chunk; the chunk does not end with a row. */
  private static final int SAMPLES = 10_007;

  private static final int FEATURES = 13;

  private final TestDatabase database = TestDatabase.inMemory();
  private final Datasets datasets = another();

  /** The same database without cached datasets. */
  private Datasets another() {
    return StoredData.in(database, InstantSource.fixed(Instant.EPOCH), Long.MAX_VALUE);
  }

  static Stream<Dataset> datasets() {
    SplittableRandom random = new SplittableRandom(1);
    double[][] inputs = new double[SAMPLES][FEATURES];
    double[][] targets = new double[SAMPLES][2];
    int[] labels = new int[SAMPLES];
    byte[][] images = new byte[2][];
    images[0] = new byte[(SAMPLES - 7) * FEATURES];
    images[1] = new byte[7 * FEATURES];
    random.nextBytes(images[0]);
    random.nextBytes(images[1]);
    for (int j = 0; j < SAMPLES; j++) {
      inputs[j] = random.doubles(FEATURES, -1, 1).toArray();
      targets[j] = random.doubles(2).toArray();
      labels[j] = random.nextInt(3);
    }
    inputs[17][3] = -0.0;
    inputs[18][3] = Double.MIN_VALUE;
    double[][] wide = {new double[200_001], random.doubles(200_001).toArray()};
    Targets named = Targets.Labelled.of(Labels.of(labels, List.of("a", "\0", "ü")));
    return Stream.of(
        Dataset.ofTargets(inputs, targets).named("targets"),
        Dataset.ofLabels(inputs, labels, 5).named("labels"),
        Dataset.ofTargets(wide, new double[][] {{0}, {1}}).named("a sample in several chunks"),
        Dataset.of("bytes", "a file", new ByteSamples(images, FEATURES, 1 / 255.0), named),
        BuiltIn.IRIS.load(),
        BuiltIn.XOR.load());
  }

  /** Earlier releases accepted names of any length, and stored no listing. */
  @Test
  void listsWhatEarlierReleasesKeptUnderNamesOfAnyLength() {
    String name = "\n" + "n".repeat(20_000);
    Columns columns = new Columns(Columns.numbered(name, 150), List.of("y" + name));
    Samples inputs = DenseSamples.of(new double[1][150]);
    Targets targets = Targets.Labelled.of(Labels.of(new int[1], List.of(name, "b" + name)));
    List<String> ids = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      ids.add(
          datasets.put(Caller.SERVICE, Dataset.of(name, "a file", columns, inputs, targets)).id());
    }
    database.jdbc().update("delete from dataset_payloads where name = 'listing'");
    List<StoredDataset> listed = another().page(null, null, 20).items();
    assertThat(listed.stream().map(StoredDataset::id)).containsExactlyInAnyOrderElementsOf(ids);
    assertThat(listed)
        .allSatisfy(
            dataset -> {
              assertThat(dataset.summary().columns()).hasSize(100);
              assertThat(dataset.summary().features()).isEqualTo(150);
              assertThat(dataset.summary().classes()).isEqualTo(2);
            });
    assertThat(another().find(ids.get(0)).orElseThrow().summary().columns()).hasSize(151);
    assertThat(another().load(ids.get(0)).orElseThrow().columns()).isEqualTo(columns);
  }

  @Test
  void keepsHowFilesWereUnderstood() {
    Dataset iris = BuiltIn.IRIS.load();
    String reading = "{\"separator\":\"…\"}";
    String uploaded = datasets.put(Caller.SERVICE, iris, reading).id();
    String without = datasets.put(Caller.SERVICE, iris).id();
    assertThat(another().reading(uploaded)).contains(reading);
    assertThat(another().reading(without)).isEmpty();
    assertThat(another().reading("iris")).isEmpty();
    assertThat(bytes(uploaded) - bytes(without)).isEqualTo(reading.getBytes(UTF_8).length);
    datasets.delete(uploaded);
    assertThat(another().reading(uploaded)).isEmpty();
  }

  private long bytes(String id) {
    return database
        .jdbc()
        .queryForObject("select bytes from datasets where id = ?", Long.class, id);
  }

  @ParameterizedTest
  @MethodSource("datasets")
  void givesBackWhatItWasGivenToTheLastBit(Dataset dataset) {
    StoredDataset stored = datasets.put(Caller.SERVICE, dataset);
    Dataset loaded = another().load(stored.id()).orElseThrow();
    assertThat(another().find(stored.id())).contains(stored);
    assertThat(DatasetSummary.of(loaded)).isEqualTo(stored.summary());
    assertThat(numbers(loaded.inputs())).isEqualTo(numbers(dataset.inputs()));
    assertThat(numbers(loaded.targets())).isEqualTo(numbers(dataset.targets()));
    assertThat(numbers(loaded.givenTargets())).isEqualTo(numbers(dataset.givenTargets()));
    assertThat(loaded.columns()).isEqualTo(dataset.columns());
    assertThat(loaded.inputs() instanceof ByteSamples)
        .isEqualTo(dataset.inputs() instanceof ByteSamples);
    if (dataset.labels() != null) {
      assertThat(loaded.labels().haveNames()).isEqualTo(dataset.labels().haveNames());
    }
  }

  @ParameterizedTest
  @MethodSource("datasets")
  void readsSomeRowsAlone(Dataset dataset) {
    String id = datasets.put(Caller.SERVICE, dataset).id();
    for (int offset : new int[] {0, 1, dataset.samples() / 2, dataset.samples() - 1}) {
      assertSameRows(another().rows(id, offset, 3).orElseThrow(), dataset.rows(offset, 3));
    }
    assertThat(another().rows(id, dataset.samples(), 3).orElseThrow().count()).isZero();
  }

  private static void assertSameRows(DatasetRows read, DatasetRows given) {
    assertThat(read.offset()).isEqualTo(given.offset());
    assertThat(Arrays.deepEquals(read.inputs(), given.inputs())).as("inputs").isTrue();
    assertThat(Arrays.deepEquals(read.targets(), given.targets())).as("targets").isTrue();
    assertThat(read.labels()).isEqualTo(given.labels());
  }

  @Test
  void readsNoMoreThanItMust() {
    String id = datasets.put(Caller.SERVICE, datasets().findFirst().orElseThrow()).id();
    database.jdbc().update("delete from dataset_payloads where name = 'inputs' and number = 1");
    assertThat(another().rows(id, 0, 10)).isPresent();
    assertThatIllegalStateException().isThrownBy(() -> another().rows(id, SAMPLES - 1, 1));
  }

  @Test
  void loadsADatasetOnceForAll() {
    String id = datasets.put(Caller.SERVICE, BuiltIn.IRIS.load()).id();
    assertThat(datasets.load(id)).containsSame(datasets.load(id).orElseThrow());
    datasets.delete(id);
    assertThat(datasets.load(id)).isEmpty();
  }

  @Test
  void forgetsDatasetsThatItHasNoMemoryFor() {
    RecentDatasets recent = new RecentDatasets(2 * 150 * 5);
    Dataset iris = BuiltIn.IRIS.load();
    Dataset first = recent.get("1", () -> iris.named("first"));
    recent.get("2", () -> iris);
    assertThat(recent.get("1", () -> iris)).isSameAs(first);
    recent.get("3", () -> iris);
    assertThat(recent.get("1", () -> iris)).isSameAs(first);
    Dataset again = iris.named("again");
    assertThat(recent.get("2", () -> again)).isSameAs(again);
  }

  @Test
  void hidesWhatBelongsToSomethingElse() {
    datasets.attach(Caller.SERVICE, "job/dataset", BuiltIn.IRIS.load());
    datasets.reserve(BuiltIn.IRIS.load());
    assertThat(datasets.find("job/dataset")).isEmpty();
    assertThat(datasets.load("job/dataset")).isEmpty();
    assertThat(datasets.rows("job/dataset", 0, 1)).isEmpty();
    assertThat(datasets.delete("job/dataset")).isEqualTo(Datasets.Deletion.UNKNOWN);
    assertThat(datasets.page(null, null, 9).items()).hasSize(BuiltIn.values().length);
    assertThat(another().loadAttached("job/dataset").orElseThrow().samples()).isEqualTo(150);
    datasets.detach("job/dataset");
    assertThat(datasets.loadAttached("job/dataset")).isEmpty();
  }

  @Test
  void knowsWhomADatasetBelongsTo() {
    String hers = datasets.put(Caller.named("ada", Role.WRITE), BuiltIn.IRIS.load()).id();
    String nobodys = datasets.put(Caller.at("192.0.2.1"), BuiltIn.IRIS.load()).id();
    datasets.attach(Caller.named("ada", Role.WRITE), "job/dataset", BuiltIn.IRIS.load());
    assertThat(datasets.owner(hers)).isEqualTo("ada");
    assertThat(datasets.owner(nobodys)).isNull();
    assertThat(datasets.owner("iris")).isNull();
    for (String unknown : List.of("job/dataset", "\0")) {
      assertThatExceptionOfType(Refusal.class).isThrownBy(() -> datasets.owner(unknown));
    }
    assertThat(datasets.page("ada", null, 9).items())
        .extracting(StoredDataset::id)
        .contains(hers, "iris")
        .doesNotContain(nobodys);
  }

  @Test
  void knowsNoStrangeIds() {
    assertThat(datasets.find("\0")).isEmpty();
    assertThat(datasets.load("x".repeat(1000))).isEmpty();
    assertThat(datasets.page(null, "\0", 9).items()).hasSize(BuiltIn.values().length);
  }

  private static double[] numbers(Samples samples) {
    return samples.toMatrix(0, samples.size()).toArray();
  }
}
