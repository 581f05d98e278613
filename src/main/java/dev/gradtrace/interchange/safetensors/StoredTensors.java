package dev.gradtrace.interchange.safetensors;

import dev.gradtrace.interchange.FileKind;
import dev.gradtrace.validation.Fault;
import dev.gradtrace.validation.Faults;
import dev.gradtrace.validation.InvalidSpec;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The tensors of a file: the length of the header in eight bytes, the header as JSON, and the
 * elements. Nothing is allocated from a size that the file declares.
 *
 * @see <a href="https://github.com/huggingface/safetensors#format">Format</a>
 */
final class StoredTensors {

  private static final String METADATA = "__metadata__";

  private final ByteBuffer data;
  private final Faults faults = new Faults();

  private StoredTensors(ByteBuffer data) {
    this.data = data;
  }

  /**
   * The contents of a file.
   *
   * @param metadata texts by name
   * @param data section with the elements of all tensors
   */
  record Contents(Map<?, ?> metadata, List<StoredTensor> tensors, ByteBuffer data) {}

  /**
   * Reads a file.
   *
   * @param json parses the JSON header to maps, lists, texts and numbers
   * @throws InvalidSpec naming all faults, each at its tensor
   */
  static Contents read(byte[] file, Function<byte[], @Nullable Object> json) {
    InvalidSpec.unless(file.length > 0, "", "is empty");
    long length =
        file.length < Long.BYTES
            ? -1
            : ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN).getLong(0);
    if (length < 0 || length > file.length - Long.BYTES) {
      String told =
          FileKind.of(file)
              .filter(kind -> kind != FileKind.SAFETENSORS)
              .map(kind -> "it looks like " + kind.told())
              .orElse("its %s bytes do not hold the header they begin with".formatted(file.length));
      throw InvalidSpec.malformed("", "is no safetensors file: %s", told);
    }
    int start = Long.BYTES + (int) length;
    Object header = json.apply(Arrays.copyOfRange(file, Long.BYTES, start));
    if (!(header instanceof Map<?, ?> members)) {
      throw InvalidSpec.malformed("", "is no safetensors file: its header is no object");
    }
    ByteBuffer data = ByteBuffer.wrap(file).position(start).slice();
    Map<?, ?> metadata = members.get(METADATA) instanceof Map<?, ?> given ? given : Map.of();
    return new Contents(metadata, new StoredTensors(data).read(members), data);
  }

  private List<StoredTensor> read(Map<?, ?> header) {
    List<StoredTensor> tensors = new ArrayList<>();
    header.forEach(
        (key, description) -> {
          String name = String.valueOf(key);
          if (!name.equals(METADATA)) {
            StoredTensor tensor =
                faults.<StoredTensor>part(
                    "/" + Fault.escape(name), () -> tensor(name, description));
            if (tensor != null) {
              tensors.add(tensor);
            }
          }
        });
    faults.throwIfAny();
    requireFilled(tensors);
    return tensors;
  }

  private StoredTensor tensor(String name, @Nullable Object description) {
    if (!(description instanceof Map<?, ?> members)) {
      throw InvalidSpec.malformed("", "must be an object with dtype, shape and data_offsets");
    }
    ElementType type = type(members.get("dtype"));
    List<Long> shape = naturals("shape", members.get("shape"));
    List<Long> offsets = naturals("data_offsets", members.get("data_offsets"));
    boolean lies = offsets.size() == 2 && offsets.get(0) <= offsets.get(1);
    if (!lies || offsets.get(1) > data.limit()) {
      throw InvalidSpec.malformed("", "lies at %s of %d bytes", offsets, data.limit());
    }
    long bytes = offsets.get(1) - offsets.get(0);
    if (bytes(shape, type, bytes) != bytes) {
      throw InvalidSpec.malformed(
          "", "has %d bytes, which is not what %s of %s take", bytes, shape, type);
    }
    List<Integer> sizes = shape.stream().map(Math::toIntExact).toList();
    return new StoredTensor(name, type, sizes, offsets.get(0).intValue(), (int) bytes);
  }

  /** Bytes of a tensor of this shape; some number other than {@code there} if it overflows. */
  private static long bytes(List<Long> shape, ElementType type, long there) {
    long bytes = type.bytes();
    for (long size : shape) {
      if (size > Integer.MAX_VALUE || size > 0 && bytes > there / size) {
        return -1;
      }
      bytes *= size;
    }
    return bytes;
  }

  private static ElementType type(@Nullable Object name) {
    return Arrays.stream(ElementType.values())
        .filter(type -> type.name().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                InvalidSpec.malformed(
                    "",
                    "has dtype %s; known are %s",
                    String.valueOf(name),
                    Arrays.toString(ElementType.values())));
  }

  private static List<Long> naturals(String member, @Nullable Object value) {
    if (value instanceof List<?> list
        && list.stream().allMatch(element -> element instanceof Long number && number >= 0)) {
      return list.stream().map(Long.class::cast).toList();
    }
    throw InvalidSpec.malformed("", "must have a list of whole numbers from 0 as %s", member);
  }

  /** Refuses bytes that belong to no tensor or to several. */
  private void requireFilled(List<StoredTensor> tensors) {
    long end = 0;
    List<StoredTensor> inOrder =
        tensors.stream()
            .sorted(
                Comparator.comparingInt(StoredTensor::begin).thenComparingInt(StoredTensor::bytes))
            .toList();
    for (StoredTensor next : inOrder) {
      if (next.begin() != end) {
        faults.malformed(
            next.pointer(), "begins at %d, where %d is the next byte", next.begin(), end);
      }
      end = next.begin() + (long) next.bytes();
    }
    if (faults.none() && end != data.limit()) {
      faults.malformed(
          "", "has %d bytes of tensors, but %d bytes follow the header", end, data.limit());
    }
    faults.throwIfAny();
  }
}
