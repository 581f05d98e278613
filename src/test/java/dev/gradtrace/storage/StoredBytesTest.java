package dev.gradtrace.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.gradtrace.validation.InvalidSpec;
import org.junit.jupiter.api.Test;
import org.springframework.util.unit.DataSize;

class StoredBytesTest {

  private final TestDatabase database = TestDatabase.inMemory();
  private final StoredBytes bytes =
      new StoredBytes(database.jdbc(), new StorageSettings(DataSize.ofBytes(1000), 0.5));

  @Test
  void leavesHalfOfWhatIsFreeToOthers() {
    keep("a", 500);
    bytes.requireRoom("a");
    keep("a", 1);
    assertThatExceptionOfType(InvalidSpec.class)
        .isThrownBy(() -> bytes.requireRoom("a"))
        .satisfies(full -> assertThat(full.faults().get(0).detail()).contains("501", "500"));
    keep("b", 249);
    bytes.requireRoom("b");
    keep("b", 1);
    assertThatExceptionOfType(InvalidSpec.class).isThrownBy(() -> bytes.requireRoom("b"));
  }

  @Test
  void countsAnswersToo() {
    database
        .jdbc()
        .update(
            "insert into idempotency_keys (request, client, fingerprint, created_at, bytes)"
                + " values ('k', 'a', 'f', current_timestamp, 501)");
    assertThatExceptionOfType(InvalidSpec.class).isThrownBy(() -> bytes.requireRoom("a"));
    bytes.requireRoom("b");
  }

  private void keep(String client, long size) {
    database
        .jdbc()
        .update(
            "insert into datasets (id, client, listed, created_at, value_count, bytes)"
                + " values (random_uuid(), ?, true, current_timestamp, 1, ?)",
            client,
            size);
  }
}
