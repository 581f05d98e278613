package dev.gradtrace.storage;

import java.time.Instant;
import java.util.random.RandomGenerator;

/**
 * Makes ids that sort by the time of their making: 48 bits of milliseconds, then 80 random ones, in
 * 26 characters of Crockford's base 32. Within a millisecond the random part counts up.
 *
 * @see <a href="https://github.com/ulid/spec">ULID</a>
 */
public final class TimeOrderedIds {

  private static final char[] DIGITS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ".toCharArray();
  private static final int LENGTH = 26;
  private static final int RANDOM_DIGITS = 16;
  private static final int HALF = RANDOM_DIGITS / 2;
  private static final int BITS = 5;

  private final RandomGenerator random;
  private long millis = -1;
  private long high;
  private long low;

  /**
   * @param random must be unpredictable where ids must not be guessed
   */
  public TimeOrderedIds(RandomGenerator random) {
    this.random = random;
  }

  /**
   * An id larger than all earlier ones of this instance, and than those of earlier milliseconds of
   * others.
   */
  public synchronized String next(Instant time) {
    if (time.toEpochMilli() > millis) {
      millis = time.toEpochMilli();
      high = random.nextLong() >>> (Long.SIZE - HALF * BITS);
      low = random.nextLong() >>> (Long.SIZE - HALF * BITS);
    } else {
      low = low + 1 & (1L << HALF * BITS) - 1;
      high += low == 0 ? 1 : 0;
    }
    char[] id = new char[LENGTH];
    write(millis, id, 0, LENGTH - RANDOM_DIGITS);
    write(high, id, LENGTH - RANDOM_DIGITS, LENGTH - HALF);
    write(low, id, LENGTH - HALF, LENGTH);
    return new String(id);
  }

  private static void write(long value, char[] id, int from, int to) {
    long rest = value;
    for (int i = to - 1; i >= from; i--) {
      id[i] = DIGITS[(int) (rest & (1 << BITS) - 1)];
      rest >>>= BITS;
    }
  }
}
