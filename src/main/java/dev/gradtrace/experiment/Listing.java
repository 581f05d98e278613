package dev.gradtrace.experiment;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Cells that are listed individually, because they are no combinations of factors. */
public record Listing(List<Cell> cells) implements Plan {

  /**
   * A listed cell.
   *
   * @param title short title
   * @param settings values in the request of a job, as JSON by pointer; "null" removes a member
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
