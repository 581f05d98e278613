package dev.gradtrace.interchange.hdf5;

import java.util.ArrayList;
import java.util.List;

/** Sizes of the dimensions of an array; empty for a scalar. */
final class Space {

  private static final int MOST_AXES = 32;

  private Space() {}

  static List<Long> read(Stretch body) {
    int version = body.unsigned8();
    int rank = body.unsigned8();
    if (rank > MOST_AXES || version < 1 || version > 2) {
      throw Stretch.damaged("an array has %d axes", rank);
    }
    body.skip(version == 1 ? 6 : 2);
    List<Long> sizes = new ArrayList<>();
    for (int i = 0; i < rank; i++) {
      long size = body.unsigned64();
      if (size < 0) {
        throw Stretch.damaged("an array has no size");
      }
      sizes.add(size);
    }
    return sizes;
  }

  /** Number of values; some number above {@code most} if there are more than that. */
  static long count(List<Long> sizes, long most) {
    if (sizes.contains(0L)) {
      return 0;
    }
    long count = 1;
    for (long size : sizes) {
      if (size > most / count) {
        return most + 1;
      }
      count *= size;
    }
    return count;
  }
}
