package dev.gradtrace.budget;

import dev.gradtrace.validation.InvalidSpec;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The peak memory of something in bytes, by JSON Pointer to the member of its specification that
 * causes it.
 */
public final class MemoryNeed {

  public static final MemoryNeed NONE = new MemoryNeed(Map.of(), 0);

  private final Map<String, Long> byPointer;
  private final long bytes;

  private MemoryNeed(Map<String, Long> byPointer, long bytes) {
    this.byPointer = byPointer;
    this.bytes = bytes;
  }

  /**
   * @param pointer to the member that decides how many bytes these are
   */
  public static MemoryNeed of(String pointer, long bytes) {
    return NONE.plus(pointer, bytes);
  }

  /** This need with {@code more} bytes added for the member at {@code pointer}. */
  public MemoryNeed plus(String pointer, long more) {
    if (more == 0) {
      return this;
    }
    Map<String, Long> sum = new LinkedHashMap<>(byPointer);
    sum.merge(pointer, more, Long::sum);
    return new MemoryNeed(sum, bytes + more);
  }

  /** The sum over all members. */
  public long bytes() {
    return bytes;
  }

  /** This need, or {@code most} bytes if it is larger. */
  public MemoryNeed atMost(long most) {
    return bytes <= most ? this : of("", most);
  }

  /**
   * @throws InvalidSpec if this is more than {@code allowed}, with a pointer to the member that
   *     needs most
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
