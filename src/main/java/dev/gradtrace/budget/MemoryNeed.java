package dev.gradtrace.budget;

import dev.gradtrace.validation.InvalidSpec;
import java.util.LinkedHashMap;
import java.util.Map;

/** Bytes that something will hold at its most, by what in its specification they are for. */
public final class MemoryNeed {

  public static final MemoryNeed NONE = new MemoryNeed(Map.of(), 0);

  private final Map<String, Long> byPointer;
  private final long bytes;

  private MemoryNeed(Map<String, Long> byPointer, long bytes) {
    this.byPointer = byPointer;
    this.bytes = bytes;
  }

  /**
   * @param pointer to what decides how many bytes they are
   */
  public static MemoryNeed of(String pointer, long bytes) {
    return NONE.plus(pointer, bytes);
  }

  /** The same and more. */
  public MemoryNeed plus(String pointer, long more) {
    if (more == 0) {
      return this;
    }
    Map<String, Long> sum = new LinkedHashMap<>(byPointer);
    sum.merge(pointer, more, Long::sum);
    return new MemoryNeed(sum, bytes + more);
  }

  /** All bytes together. */
  public long bytes() {
    return bytes;
  }

  /** The same, or so many bytes of it if it is more. */
  public MemoryNeed atMost(long most) {
    return bytes <= most ? this : of("", most);
  }

  /**
   * Refuses what needs more than there will ever be.
   *
   * @throws InvalidSpec with a pointer to what needs the most
   */
  public void requireAtMost(long allowed) {
    if (bytes > allowed) {
      Map.Entry<String, Long> largest =
          byPointer.entrySet().stream().max(Map.Entry.comparingByValue()).orElseThrow();
      throw InvalidSpec.meaningless(
          largest.getKey(),
          "takes %d of %d bytes of memory that all of it needs, at most %d are allowed",
          largest.getValue(),
          bytes,
          allowed);
    }
  }
}
