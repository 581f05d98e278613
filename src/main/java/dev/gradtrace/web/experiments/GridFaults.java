package dev.gradtrace.web.experiments;

import static java.util.stream.Collectors.joining;

import dev.gradtrace.contract.Named;
import dev.gradtrace.experiment.Grid;
import dev.gradtrace.validation.Fault;
import dev.gradtrace.validation.Faults;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/**
 * The faults of a grid's cells, each reported once: at the base if all cells have it, else at the
 * factor's value that causes it.
 */
final class GridFaults {

  private static final int NONE = -1;

  /** Faults of all cells after which no more cells are read. */
  private static final int MANY = 10 * Faults.MOST;

  private final Grid grid;
  private final Map<Fault, BitSet> found = new LinkedHashMap<>();
  private int read;
  private int count;

  GridFaults(Grid grid) {
    this.grid = grid;
  }

  /** Counts a cell as read. */
  void next() {
    read++;
  }

  /** Whether there are so many faults that no more cells need be read. */
  boolean areMany() {
    return count >= MANY;
  }

  /** Adds a fault of a cell, with a pointer into its body. */
  void add(int cell, Fault fault) {
    count++;
    found.computeIfAbsent(fault, first -> new BitSet()).set(cell);
  }

  /** Reports all faults with pointers into the request. */
  void tell(Faults faults) {
    for (Map.Entry<Fault, BitSet> entry : found.entrySet()) {
      if (!faults.areMost()) {
        tell(entry.getKey(), entry.getValue(), faults);
      }
    }
  }

  private void tell(Fault fault, BitSet cells, Faults faults) {
    int around = factorAround(fault.pointer());
    int guilty = around != NONE && isGuilty(around, cells) ? around : NONE;
    if (guilty == NONE && cells.cardinality() == read) {
      faults.add(fault.within("base"));
      return;
    }
    if (guilty == NONE) {
      guilty = first(i -> isGuilty(i, cells));
    }
    if (guilty == NONE) {
      int blamed = around == NONE ? grid.factors().size() - 1 : around;
      int cell = cells.nextSetBit(0);
      faults.add(at(blamed, grid.choice(cell, blamed), "", inCell(cell, fault)));
      return;
    }
    int factor = guilty;
    String place = around == factor ? below(factor, fault.pointer()) : "";
    Fault told = around == factor ? fault : withThisValue(fault);
    cells.stream()
        .map(cell -> grid.choice(cell, factor))
        .distinct()
        .forEach(value -> faults.add(at(factor, value, place, told)));
  }

  /** The last factor that sets the place of the fault or an ancestor of it. */
  private int factorAround(String pointer) {
    return IntStream.iterate(grid.factors().size() - 1, i -> i >= 0, i -> i - 1)
        .filter(i -> (pointer + "/").startsWith(grid.factors().get(i).pointer() + "/"))
        .findFirst()
        .orElse(NONE);
  }

  /** Whether the fault depends on the value of this factor alone. */
  private boolean isGuilty(int factor, BitSet cells) {
    int values = grid.factors().get(factor).values().size();
    int[] wrong = new int[values];
    int[] all = new int[values];
    for (int cell = 0; cell < read; cell++) {
      int value = grid.choice(cell, factor);
      all[value]++;
      wrong[value] += cells.get(cell) ? 1 : 0;
    }
    return IntStream.range(0, values)
        .allMatch(value -> wrong[value] == 0 || wrong[value] == all[value]);
  }

  private int first(IntPredicate condition) {
    return IntStream.range(0, grid.factors().size()).filter(condition).findFirst().orElse(NONE);
  }

  private String below(int factor, String pointer) {
    return pointer.substring(grid.factors().get(factor).pointer().length());
  }

  private static Fault at(int factor, int value, String place, Fault fault) {
    return new Fault(
        "/factors/%s/values/%s%s".formatted(factor, value, place), fault.detail(), fault.kind());
  }

  private static Fault withThisValue(Fault fault) {
    return saying("with this value, ", fault);
  }

  private Fault inCell(int cell, Fault fault) {
    String settings =
        grid.settings(cell).entrySet().stream()
            .map(setting -> setting.getKey() + " = " + Named.shorten(setting.getValue()))
            .collect(joining(" and "));
    return saying("with " + settings + ", ", fault);
  }

  private static Fault saying(String circumstance, Fault fault) {
    String place = fault.pointer().isEmpty() ? "the job" : fault.pointer();
    return new Fault("", circumstance + place + " " + fault.detail(), fault.kind());
  }
}
