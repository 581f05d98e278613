package dev.gradtrace.storage;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * Named byte arrays that belong to an owner, cut into rows of bounded length, in a table with
 * columns owner, name, number and bytes.
 */
public final class Payloads {

  /** Bytes of rows in memory on their way to the database at a time, here and in its driver. */
  public static final long IN_TRANSIT = 16L << 20;

  /** Most bytes of a row: the limit of H2. */
  public static final int LONGEST_ROW = 1 << 20;

  private static final int ROWS_PER_BATCH = 4;

  private final JdbcTemplate jdbc;
  private final String table;

  public Payloads(JdbcTemplate jdbc, String table) {
    this.jdbc = jdbc;
    this.table = table;
  }

  /**
   * Stores bytes under a name, replacing what is there.
   *
   * @return how many
   */
  public long put(String owner, String name, byte[] bytes) {
    return putAll(owner, Map.of(name, () -> bytes));
  }

  /**
   * Stores bytes under several names, replacing what is there. The suppliers are called one after
   * the other, so that not all bytes are in memory together.
   *
   * @return how many bytes they are
   */
  public long putAll(String owner, Map<String, Supplier<byte[]>> byName) {
    delete(owner, byName.keySet());
    long written = 0;
    List<Object[]> batch = new ArrayList<>(ROWS_PER_BATCH);
    for (Map.Entry<String, Supplier<byte[]>> entry : byName.entrySet()) {
      byte[] bytes = entry.getValue().get();
      written += bytes.length;
      for (int from = 0; from == 0 || from < bytes.length; from += LONGEST_ROW) {
        int to = Math.min(bytes.length, from + LONGEST_ROW);
        byte[] part = Arrays.copyOfRange(bytes, from, to);
        batch.add(row(owner, entry.getKey(), from / LONGEST_ROW, part));
        if (batch.size() == ROWS_PER_BATCH) {
          insert(batch);
          batch.clear();
        }
      }
    }
    if (!batch.isEmpty()) {
      insert(batch);
    }
    return written;
  }

  /**
   * Stores rows, numbered from 0, under a name, replacing what is there.
   *
   * @return how many bytes they have together
   */
  public long putRows(String owner, String name, Iterator<byte[]> rows) {
    delete(owner, List.of(name));
    long bytes = 0;
    List<Object[]> batch = new ArrayList<>(ROWS_PER_BATCH);
    for (int number = 0; rows.hasNext(); number++) {
      byte[] next = rows.next();
      bytes += next.length;
      batch.add(row(owner, name, number, next));
      if (batch.size() == ROWS_PER_BATCH || !rows.hasNext()) {
        insert(batch);
        batch.clear();
      }
    }
    return bytes;
  }

  private static Object[] row(String owner, String name, int number, byte[] bytes) {
    return new Object[] {owner, name, number, bytes};
  }

  private void insert(List<Object[]> rows) {
    jdbc.batchUpdate(
        "insert into " + table + " (owner, name, number, bytes) values (?, ?, ?, ?)", rows);
  }

  /** How many bytes are stored under these names. */
  public long size(String owner, Collection<String> names) {
    List<Object> arguments = new ArrayList<>(List.of(owner));
    arguments.addAll(names);
    Long size =
        jdbc.queryForObject(
            "select coalesce(sum(octet_length(bytes)), 0) from %s where owner = ? and name in (%s)"
                .formatted(table, places(names.size())),
            Long.class,
            arguments.toArray());
    return size == null ? 0 : size;
  }

  /** The bytes of a name; null if there are none. */
  public byte @Nullable [] get(String owner, String name) {
    return get(owner, List.of(name)).get(name);
  }

  /** The bytes of those of the names that exist, read in one query. */
  public Map<String, byte[]> get(String owner, Collection<String> names) {
    return collect("name", "owner", List.of(owner), names);
  }

  /** The bytes of that name of those owners that have it. */
  public Map<String, byte[]> ofAll(Collection<String> owners, String name) {
    return collect("owner", "name", List.of(name), owners);
  }

  private Map<String, byte[]> collect(
      String key, String other, List<String> one, Collection<String> keys) {
    if (keys.isEmpty()) {
      return Map.of();
    }
    List<Object> arguments = new ArrayList<>(one);
    arguments.addAll(keys);
    Map<String, ByteArrayOutputStream> found = new HashMap<>();
    jdbc.query(
        "select %1$s, bytes from %2$s where %3$s = ? and %1$s in (%4$s) order by %1$s, number"
            .formatted(key, table, other, places(keys.size())),
        row -> {
          found
              .computeIfAbsent(row.getString(1), missing -> new ByteArrayOutputStream())
              .writeBytes(row.getBytes(2));
        },
        arguments.toArray());
    Map<String, byte[]> bytes = new HashMap<>();
    found.forEach((name, collected) -> bytes.put(name, collected.toByteArray()));
    return bytes;
  }

  /** One row; null if there is none of that number. */
  public byte @Nullable [] row(String owner, String name, int number) {
    List<byte[]> found =
        jdbc.query(
            "select bytes from " + table + " where owner = ? and name = ? and number = ?",
            (row, place) -> row.getBytes(1),
            owner,
            name,
            number);
    return found.isEmpty() ? null : found.get(0);
  }

  /** Deletes the bytes of these names. */
  public void delete(String owner, Collection<String> names) {
    List<Object> arguments = new ArrayList<>(List.of(owner));
    arguments.addAll(names);
    jdbc.update(
        "delete from %s where owner = ? and name in (%s)".formatted(table, places(names.size())),
        arguments.toArray());
  }

  private static String places(int count) {
    return String.join(", ", Collections.nCopies(count, "?"));
  }
}
