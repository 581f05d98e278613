package dev.gradtrace.diagnosis.random;

import dev.gradtrace.dataset.Dataset;
import dev.gradtrace.dataset.generator.Generator;
import dev.gradtrace.dataset.store.BuiltIn;
import dev.gradtrace.job.spec.DataOrigin;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Data of any kind: generators, built-in datasets, tables.
 *
 * @param origin data as a job names them
 * @param dataset the same, loaded
 */
record RandomData(DataOrigin origin, Dataset dataset) {

  private static final int FEWEST = 4;
  private static final int MOST = 2000;

  static RandomData draw(long seed) {
    Draws draws = new Draws(seed);
    int samples = draws.chance(0.7) ? draws.integer(60, MOST) : draws.integer(FEWEST, MOST);
    int kind = draws.anyOf(0, 19);
    if (kind == 0) {
      return builtIn(draws.of(BuiltIn.values()));
    }
    if (kind <= 2) {
      return builtIn(draws.of(BuiltIn.IRIS, BuiltIn.DIGITS));
    }
    if (kind <= 10) {
      return generated(draws, samples);
    }
    Dataset table = RandomTable.draw(draws, samples);
    return new RandomData(new DataOrigin.Inline(table), table);
  }

  private static RandomData builtIn(BuiltIn data) {
    return new RandomData(new DataOrigin.Stored(data.id()), data.load());
  }

  private static RandomData generated(Draws draws, int samples) {
    Map<String, Number> told = new LinkedHashMap<>(Map.of("samples", samples));
    told.put("seed", draws.seed());
    String name = draws.of("moons", "circles", "spirals", "blobs", "polynomial", "teacher", "xor");
    switch (name) {
      case "moons" -> told.put("noise", draws.uniform(0, 0.3));
      case "circles" -> {
        told.put("noise", draws.uniform(0, 0.15));
        told.put("factor", draws.uniform(0.2, 0.8));
      }
      case "spirals" -> {
        told.put("classes", draws.anyOf(2, 4));
        told.put("turns", draws.uniform(0.2, 1.5));
      }
      case "blobs" -> {
        told.put("classes", draws.anyOf(2, Math.min(8, samples)));
        told.put("features", draws.integer(1, 30));
        told.put("noise", draws.between(0.5, 6));
      }
      case "polynomial" -> {
        told.put("degree", draws.anyOf(1, 6));
        told.put("features", draws.integer(1, 4));
        told.put("noise", draws.of(0.0, 0.1, 0.5));
      }
      case "teacher" -> {
        told.put("inputs", draws.integer(1, 30));
        told.put("outputs", draws.anyOf(1, 4));
        told.put("noise", draws.of(0.0, 0.1, 0.5));
      }
      default -> told.put("noise", draws.uniform(0, 0.3));
    }
    Generator generator = Generator.of(name, told);
    return new RandomData(new DataOrigin.Generated(generator), generator.generate());
  }
}
