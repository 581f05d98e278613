package dev.gradtrace.web.experiments;

import static java.util.stream.Collectors.joining;

import dev.gradtrace.contract.Named;
import dev.gradtrace.experiment.Grid;
import dev.gradtrace.validation.Fault;
import dev.gradtrace.validation.Faults;
import java.util.Arrays;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/**
 * What is wrong with the cells of a grid, told once: of the base where all cells have it, and else
 * of the value that brings it.
 */
final class GridFaults {

  private static final int NONE = -1;

  private final Grid grid;
  private final Map<Fault, BitSet> found = new LinkedHashMap<>();

  GridFaults(Grid grid) {
    this.grid = grid;
  }

  /** Notes a fault of a cell, as a pointer into its body. */
  void add(int cell, Fault fault) {
    found.computeIfAbsent(fault, first -> new BitSet()).set(cell);
  }

  /** Tells all faults as pointers into the request. */
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
    if (guilty == NONE && cells.cardinality() == grid.size()) {
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

  /** The last factor that sets the place or what holds it. */
  private int factorAround(String pointer) {
    return IntStream.iterate(grid.factors().size() - 1, i -> i >= 0, i -> i - 1)
        .filter(i -> (pointer + "/").startsWith(grid.factors().get(i).pointer() + "/"))
        .findFirst()
        .orElse(NONE);
  }

  /** Whether a fault of these cells comes with values of the factor, whatever the others are. */
  private boolean isGuilty(int factor, BitSet cells) {
    int[] cellsOf = new int[grid.factors().get(factor).values().size()];
    cells.stream().forEach(cell -> cellsOf[grid.choice(cell, factor)]++);
    long cellsOfOneValue = grid.size() / cellsOf.length;
    return Arrays.stream(cellsOf).allMatch(count -> count == 0 || count == cellsOfOneValue);
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
