package dev.gradtrace.contract.json;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonToken;

/** Reads rows of numbers into one array, without an object for each row. */
final class NumberTableReader {

  private double[] values = new double[256];
  private int length;
  private int rows;
  private int columns;

  private NumberTableReader() {}

  static @Nullable NumberTable read(Reading in) {
    return new NumberTableReader().table(in);
  }

  private @Nullable NumberTable table(Reading in) {
    if (!in.at(JsonToken.START_ARRAY)) {
      return in.refuse("an array of rows of numbers");
    }
    int faults = in.faults().size();
    while (in.next() != JsonToken.END_ARRAY) {
      row(in);
    }
    return in.faults().size() > faults
        ? null
        : new NumberTable(rows, columns, Arrays.copyOf(values, length));
  }

  private void row(Reading in) {
    if (!in.at(JsonToken.START_ARRAY)) {
      in.refuse("a row of numbers");
      return;
    }
    int start = length;
    while (in.next() != JsonToken.END_ARRAY) {
      if (length == values.length) {
        values = Arrays.copyOf(values, Numbers.longer(length));
      }
      values[length++] = Numbers.finite(in);
    }
    int found = length - start;
    if (rows++ == 0) {
      columns = found;
    } else if (found != columns) {
      in.meaningless("has %s values where the first row has %s".formatted(found, columns));
    }
  }
}
