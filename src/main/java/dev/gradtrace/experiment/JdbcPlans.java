package dev.gradtrace.experiment;

import dev.gradtrace.storage.Sql;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Plans of experiments in the database. */
final class JdbcPlans {

  private final JdbcTemplate template;
  private final JdbcClient jdbc;

  JdbcPlans(JdbcTemplate template) {
    this.template = template;
    this.jdbc = JdbcClient.create(template);
  }

  /** Inserts the plan of an experiment, in the current transaction. */
  void add(String id, Plan plan) {
    if (plan instanceof Grid grid) {
      add(id, grid);
    } else if (plan instanceof Listing listing) {
      add(id, listing);
    } else {
      throw new AssertionError(plan);
    }
  }

  private void add(String id, Grid grid) {
    List<Object[]> factors = new ArrayList<>();
    List<Object[]> values = new ArrayList<>();
    for (int i = 0; i < grid.factors().size(); i++) {
      Factor factor = grid.factors().get(i);
      factors.add(new Object[] {id, i, Sql.text(factor.pointer())});
      for (int j = 0; j < factor.values().size(); j++) {
        String title = factor.titles().isEmpty() ? null : Sql.text(factor.titles().get(j));
        values.add(new Object[] {id, i, j, factor.values().get(j), title});
      }
    }
    template.batchUpdate(
        "insert into experiment_factors (experiment_id, number, pointer) values (?, ?, ?)",
        factors);
    template.batchUpdate(
        "insert into experiment_values (experiment_id, factor, number, json, title)"
            + " values (?, ?, ?, ?, ?)",
        values);
  }

  private void add(String id, Listing listing) {
    List<Object[]> cells = new ArrayList<>();
    List<Object[]> settings = new ArrayList<>();
    for (Listing.Cell cell : listing.cells()) {
      int number = cells.size();
      cells.add(new Object[] {id, number, Sql.text(cell.title())});
      int first = settings.size();
      cell.settings()
          .forEach(
              (pointer, json) ->
                  settings.add(new Object[] {id, number, settings.size() - first, pointer, json}));
    }
    template.batchUpdate(
        "insert into experiment_cells (experiment_id, number, title) values (?, ?, ?)", cells);
    template.batchUpdate(
        "insert into experiment_settings (experiment_id, cell, number, pointer, json)"
            + " values (?, ?, ?, ?, ?)",
        settings);
  }

  /** The plans of several experiments by id. */
  Map<String, Plan> of(List<String> ids) {
    Map<String, Plan> plans = new HashMap<>();
    ids.forEach(id -> plans.put(id, new Grid(List.of())));
    plans.putAll(grids(ids));
    plans.putAll(listings(ids));
    return plans;
  }

  private Map<String, Grid> grids(List<String> ids) {
    record Key(String id, int factor, String pointer) {}
    Map<Key, List<String>> values = new LinkedHashMap<>();
    Map<Key, List<String>> titles = new HashMap<>();
    jdbc.sql(
            "select f.experiment_id, f.number, f.pointer, v.json, v.title from experiment_factors f"
                + " join experiment_values v on v.experiment_id = f.experiment_id"
                + " and v.factor = f.number where f.experiment_id in (:ids)"
                + " order by f.experiment_id, f.number, v.number")
        .param("ids", ids)
        .query(
            row -> {
              Key key = new Key(row.getString(1), row.getInt(2), row.getString(3));
              values.computeIfAbsent(key, first -> new ArrayList<>()).add(row.getString(4));
              if (row.getString(5) != null) {
                titles.computeIfAbsent(key, first -> new ArrayList<>()).add(row.getString(5));
              }
            });
    Map<String, List<Factor>> factors = new HashMap<>();
    values.forEach(
        (key, list) ->
            factors
                .computeIfAbsent(key.id(), first -> new ArrayList<>())
                .add(new Factor(key.pointer(), list, titles.getOrDefault(key, List.of()))));
    Map<String, Grid> grids = new HashMap<>();
    factors.forEach((id, list) -> grids.put(id, new Grid(list)));
    return grids;
  }

  private Map<String, Listing> listings(List<String> ids) {
    record Key(String id, int cell, String title) {}
    Map<Key, Map<String, String>> settings = new LinkedHashMap<>();
    jdbc.sql(
            "select c.experiment_id, c.number, c.title, s.pointer, s.json from experiment_cells c"
                + " left join experiment_settings s on s.experiment_id = c.experiment_id"
                + " and s.cell = c.number where c.experiment_id in (:ids)"
                + " order by c.experiment_id, c.number, s.number")
        .param("ids", ids)
        .query(
            row -> {
              Key key = new Key(row.getString(1), row.getInt(2), row.getString(3));
              Map<String, String> cell =
                  settings.computeIfAbsent(key, first -> new LinkedHashMap<>());
              if (row.getString(4) != null) {
                cell.put(row.getString(4), row.getString(5));
              }
            });
    Map<String, List<Listing.Cell>> cells = new HashMap<>();
    settings.forEach(
        (key, cell) ->
            cells
                .computeIfAbsent(key.id(), first -> new ArrayList<>())
                .add(new Listing.Cell(key.title(), cell)));
    Map<String, Listing> listings = new HashMap<>();
    cells.forEach((id, list) -> listings.put(id, new Listing(list)));
    return listings;
  }
}
