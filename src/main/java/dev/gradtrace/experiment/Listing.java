package dev.gradtrace.experiment;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Cells that are listed one by one, because they are no combinations of the same factors. */
public record Listing(List<Cell> cells) implements Plan {

  /**
   * One of them.
   *
   * @param title a few words for the user
   * @param settings what it sets in the body of a job, as JSON by pointer; "null" for what it
   *     removes
   */
  public record Cell(String title, Map<String, String> settings) {

    public Cell {
      settings = Collections.unmodifiableMap(new LinkedHashMap<>(settings));
    }
  }

  public Listing {
    cells = List.copyOf(cells);
  }

  @Override
  public long size() {
    return cells.size();
  }

  @Override
  public Map<String, String> settings(int cell) {
    return cells.get(cell).settings();
  }

  @Override
  public String title(int cell) {
    return cells.get(cell).title();
  }
}
