package dev.gradtrace.dataset.file.csv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.gradtrace.dataset.Dataset;
import dev.gradtrace.dataset.DatasetRows;
import dev.gradtrace.dataset.file.Room;
import dev.gradtrace.validation.InvalidSpec;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Every style of a table is read as the numbers that were written. */
class WrittenTablesTest {

  private static final int TABLES = Integer.getInteger("gradtrace.tables", 2000);
  private static final long SEED = 20261126;

  /** For means, whose terms may be summed in any order. */
  private static final double ROUNDING = 1e-12;

  @Test
  void areReadAsTheyWereWritten() throws IOException {
    for (long seed = SEED; seed < SEED + TABLES; seed++) {
      WrittenTable table = new WrittenTable(seed);
      byte[] file = table.bytes();
      ReadingOptions options = table.options();
      String about =
          "seed " + seed + ", " + options + "\n" + new String(file, StandardCharsets.UTF_8);
      isRead(table, read(file, options, about), about);
    }
  }

  private static CsvDataset read(byte[] file, ReadingOptions options, String about)
      throws IOException {
    try {
      return CsvFile.read("table", new ByteArrayInputStream(file), options, Room.of(1_000_000));
    } catch (InvalidSpec e) {
      throw new AssertionError(about + "\n" + e.getMessage(), e);
    }
  }

  private static void isRead(WrittenTable table, CsvDataset read, String about) {
    Reading reading = read.reading();
    assertThat(reading.separator()).as(about).isEqualTo(table.separator());
    assertThat(reading.decimal()).as(about).isEqualTo(table.decimal());
    assertThat(reading.header()).as(about).isEqualTo(table.hasHeader());
    assertThat(reading.droppedRows()).as(about).isEqualTo(table.dropped());
    assertThat(reading.filledCells()).as(about).isEqualTo(table.filled());
    assertThat(reading.oneHot().values().stream().flatMap(List::stream))
        .as(about)
        .containsExactlyElementsOf(table.words());
    Dataset dataset = read.dataset();
    DatasetRows rows = dataset.rows(0, Integer.MAX_VALUE);
    double[][] inputs = table.inputs();
    assertThat(rows.count()).as(about).isEqualTo(inputs.length);
    double tolerance = table.filled() > 0 ? ROUNDING : 0;
    for (int j = 0; j < inputs.length; j++) {
      String sample = "sample " + j + ", " + about;
      assertThat(rows.inputs()[j]).as(sample).containsExactly(inputs[j], within(tolerance));
    }
    if (table.isRegression()) {
      assertThat(rows.targets()).as(about).isDeepEqualTo(table.targets());
    } else {
      List<String> names = dataset.labels().names();
      assertThat(Arrays.stream(rows.labels()).mapToObj(names::get))
          .as(about)
          .containsExactlyElementsOf(table.labels());
    }
  }
}
