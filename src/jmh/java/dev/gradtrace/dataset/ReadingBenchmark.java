package dev.gradtrace.dataset;

import dev.gradtrace.dataset.file.Room;
import dev.gradtrace.dataset.file.csv.CsvFile;
import dev.gradtrace.dataset.file.csv.CsvTargets;
import dev.gradtrace.dataset.file.csv.ReadingOptions;
import dev.gradtrace.validation.InvalidSpec;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** Reading, or refusing, 10 MB of CSV, in milliseconds. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
public class ReadingBenchmark {

  private static final int BYTES = 10_000_000;
  private static final long PLENTY = 50_000_000;

  /** Images with a label, 17 digits, two digits a row, names of classes, nothing but text. */
  @Param({"pixels", "digits", "pairs", "named", "text"})
  String table;

  private byte[] file;

  @Setup
  public void write() {
    SplittableRandom random = new SplittableRandom(1);
    StringBuilder text = new StringBuilder(BYTES);
    while (text.length() < BYTES) {
      row(text, random);
    }
    file = text.toString().getBytes(StandardCharsets.UTF_8);
  }

  private void row(StringBuilder text, SplittableRandom random) {
    switch (table) {
      case "pixels" -> {
        for (int i = 0; i < 784; i++) {
          text.append(random.nextInt(5) == 0 ? random.nextInt(256) : 0).append(',');
        }
        text.append(random.nextInt(10));
      }
      case "digits" -> {
        for (int i = 0; i < 20; i++) {
          text.append(random.nextDouble(-1, 1)).append(',');
        }
        text.append(random.nextInt(3));
      }
      case "pairs" -> text.append(random.nextInt(10)).append(',').append(random.nextInt(3));
      case "named" ->
          text.append(random.nextInt(10)).append(',').append("abc".charAt(random.nextInt(3)));
      default -> text.append("red,green,blue");
    }
    text.append('\n');
  }

  /** The dataset, or the refusal. */
  @Benchmark
  public Object read() throws IOException {
    try {
      ReadingOptions options = ReadingOptions.of(CsvTargets.of(null, null));
      return CsvFile.read("table", new ByteArrayInputStream(file), options, Room.of(PLENTY));
    } catch (InvalidSpec refused) {
      return refused;
    }
  }
}
