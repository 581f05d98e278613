package dev.gradtrace.dataset.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gradtrace.access.Caller;
import dev.gradtrace.dataset.Dataset;
import dev.gradtrace.dataset.Refusal;
import dev.gradtrace.storage.Page;
import dev.gradtrace.storage.TestDatabase;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class DatasetsTest {

  private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");
  private static final Dataset TWO_VALUES = Dataset.ofTargets(new double[1][1], new double[1][1]);

  private final Datasets datasets =
      StoredData.in(TestDatabase.inMemory(), InstantSource.fixed(NOON), 10);

  @Test
  void keepsWhatItWasGiven() {
    StoredDataset stored = datasets.put(Caller.SERVICE, TWO_VALUES.named("two"));
    assertThat(stored.createdAt()).isEqualTo(NOON);
    assertThat(stored.summary().name()).isEqualTo("two");
    assertThat(datasets.find(stored.id())).contains(stored);
    assertThat(datasets.load(stored.id()).orElseThrow().samples()).isEqualTo(1);
    assertThat(datasets.rows(stored.id(), 0, 5).orElseThrow().count()).isEqualTo(1);
  }

  @Test
  void knowsTheBuiltInOnes() {
    assertThat(datasets.find("iris")).isPresent();
    assertThat(datasets.load("iris").orElseThrow().samples()).isEqualTo(150);
    assertThat(datasets.rows("iris", 149, 5).orElseThrow().count()).isEqualTo(1);
  }

  @Test
  void knowsNothingElse() {
    assertThat(datasets.find("nothing")).isEmpty();
    assertThat(datasets.load("nothing")).isEmpty();
    assertThat(datasets.rows("nothing", 0, 5)).isEmpty();
    assertThat(datasets.delete("nothing")).isEqualTo(Datasets.Deletion.UNKNOWN);
  }

  @Test
  void listsTheNewestFirstAndTheBuiltInOnesLast() {
    String first = datasets.put(Caller.SERVICE, TWO_VALUES).id();
    String second = datasets.put(Caller.SERVICE, TWO_VALUES).id();
    List<String> all = List.of(second, first, "xor", "iris", "digits", "mnist_2k");
    for (int limit = 1; limit <= 7; limit++) {
      List<String> listed = new ArrayList<>();
      Page<StoredDataset> page = datasets.page(null, null, limit);
      page.items().forEach(dataset -> listed.add(dataset.id()));
      while (page.hasMore()) {
        assertThat(page.items()).as("limit %d", limit).hasSize(limit);
        page = datasets.page(null, listed.get(listed.size() - 1), limit);
        page.items().forEach(dataset -> listed.add(dataset.id()));
      }
      assertThat(listed).as("limit %d", limit).isEqualTo(all);
    }
  }

  @Test
  void forgetsWhatIsDeleted() {
    String id = datasets.put(Caller.SERVICE, TWO_VALUES).id();
    assertThat(datasets.delete(id)).isEqualTo(Datasets.Deletion.DELETED);
    assertThat(datasets.find(id)).isEmpty();
    assertThat(datasets.delete(id)).isEqualTo(Datasets.Deletion.UNKNOWN);
  }

  @Test
  void keepsTheBuiltInOnes() {
    assertThat(datasets.delete("iris")).isEqualTo(Datasets.Deletion.BUILT_IN);
    assertThat(datasets.find("iris")).isPresent();
  }

  @Test
  void refusesMoreThanThereIsRoomForUntilSomeIsDeleted() {
    String id = datasets.put(Caller.SERVICE, TWO_VALUES).id();
    for (int i = 1; i < 5; i++) {
      datasets.put(Caller.SERVICE, TWO_VALUES);
    }
    assertThat(Refusal.of(() -> datasets.put(Caller.SERVICE, TWO_VALUES)))
        .containsExactly(
            " has 2 values, but of the 10 that can be stored 10 are taken; delete a dataset first");
    datasets.delete(id);
    assertThat(datasets.put(Caller.SERVICE, TWO_VALUES).id()).isGreaterThan(id);
  }

  @Test
  void refusesMoreThatCameWithJobsThanThereIsRoomFor() {
    for (int i = 0; i < 5; i++) {
      datasets.attach(Caller.SERVICE, "job/" + i, TWO_VALUES);
      datasets.reserve(TWO_VALUES);
    }
    assertThat(Refusal.of(() -> datasets.reserve(TWO_VALUES))).hasSize(1);
    assertThat(Refusal.of(() -> datasets.put(Caller.SERVICE, TWO_VALUES))).hasSize(1);
    datasets.detach("job/0");
    assertThat(datasets.put(Caller.SERVICE, TWO_VALUES).id()).isNotEmpty();
  }
}
