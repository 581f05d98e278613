package dev.gradtrace.interchange.hdf5;

import dev.gradtrace.interchange.FloatingPoint;
import dev.gradtrace.validation.Fault;
import dev.gradtrace.validation.InvalidSpec;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A group or an array of a file, with its attributes. */
public final class StoredObject {

  private static final int LONGEST_NAME = 4096;
  private static final int COMPACT = 0;
  private static final int CONTIGUOUS = 1;
  private static final int VIRTUAL = 3;

  private final FileBytes file;
  private final GlobalHeap heap;
  private final String path;
  private final List<Message> messages;
  private final Map<String, StoredObject> opened = new HashMap<>();
  private @Nullable Map<String, Long> members;
  private @Nullable Map<String, Stretch> attributes;

  StoredObject(FileBytes file, GlobalHeap heap, String path, long address) {
    this.file = file;
    this.heap = heap;
    this.path = path;
    this.messages = Message.of(file, address);
  }

  /** Its path as a JSON Pointer; empty for the root. */
  public String path() {
    return path;
  }

  private Map<String, Long> addresses() {
    Map<String, Long> known = members == null ? Members.of(file, messages) : members;
    members = known;
    return known;
  }

  /** Names of the members of a group. */
  public Set<String> names() {
    return addresses().keySet();
  }

  /** A member of a group; null if there is none of that name. */
  public @Nullable StoredObject get(String name) {
    Long address = addresses().get(name);
    if (address == null) {
      return null;
    }
    String pointer = path + "/" + Fault.escape(name);
    InvalidSpec.unless(
        address != Members.ELSEWHERE,
        pointer,
        "is a link to another name or another file: write the file by model.save()");
    StoredObject known = opened.get(name);
    StoredObject member = known == null ? new StoredObject(file, heap, pointer, address) : known;
    opened.put(name, member);
    return member;
  }

  /** Whether it is an array; else it is a group. */
  public boolean isArray() {
    return message(Message.LAYOUT) != null;
  }

  private @Nullable Message message(int type) {
    return messages.stream().filter(message -> message.type() == type).findFirst().orElse(null);
  }

  private Stretch body(int type) {
    Message message = message(type);
    if (message == null) {
      throw Stretch.damaged("an array lacks its type, its shape or its place");
    }
    InvalidSpec.unless(!message.isShared(), path, "has a type that is kept elsewhere");
    return new Stretch(message.body().rest());
  }

  /**
   * The array, as a view of the file.
   *
   * @throws InvalidSpec if it is no array of floating point numbers, or the numbers are in another
   *     file
   */
  public StoredArray array() {
    InvalidSpec.unless(isArray(), path, "is no array");
    InvalidSpec.unless(
        message(Message.EXTERNAL_FILES) == null, path, "keeps its numbers in another file");
    DataType type = DataType.read(body(Message.DATA_TYPE));
    FloatingPoint number = type.number();
    if (number == null) {
      throw InvalidSpec.meaningless(path, "has no numbers of 64, 32 or 16 bits floating point");
    }
    List<Long> sizes = Space.read(body(Message.SPACE));
    long count = Space.count(sizes, file.length());
    ByteBuffer elements = elements(count * number.bytes());
    return new StoredArray(
        path, sizes.stream().map(Math::toIntExact).toList(), number, elements.order(type.order()));
  }

  private ByteBuffer elements(long bytes) {
    Stretch layout = body(Message.LAYOUT);
    int version = layout.unsigned8();
    int kind = layout.unsigned8();
    InvalidSpec.unless(
        kind != VIRTUAL, path, "is a virtual dataset, whose numbers are in other files");
    InvalidSpec.unless(
        (version == 3 || version == 4) && (kind == COMPACT || kind == CONTIGUOUS),
        path,
        "is chunked or compressed: write the file by model.save(), which does neither");
    if (kind == COMPACT) {
      int size = layout.unsigned16();
      requireSize(size, bytes);
      return layout.take(size).rest();
    }
    long address = layout.unsigned64();
    requireSize(layout.unsigned64(), bytes);
    if (bytes == 0) {
      return ByteBuffer.allocate(0);
    }
    InvalidSpec.unless(address != Stretch.UNDEFINED, path, "has a shape, but no numbers");
    return file.elements(address, bytes);
  }

  private void requireSize(long there, long needed) {
    if (there != needed) {
      throw InvalidSpec.malformed(path, "has %d bytes, which is not what its shape takes", there);
    }
  }

  /** The bytes of an attribute that is a single text; null if there is none. */
  public byte @Nullable [] text(String name) {
    Attribute attribute = attribute(name);
    if (attribute == null) {
      return null;
    }
    Stretch value = value(attribute, attribute.values());
    ByteBuffer rest = value.rest();
    int end = rest.limit();
    while (end > 0 && rest.get(end - 1) == 0) {
      end--;
    }
    byte[] text = new byte[end];
    rest.get(0, text);
    return text;
  }

  /** An attribute that is a list of texts; empty if there is none. */
  public List<String> texts(String name) {
    Attribute attribute = attribute(name);
    if (attribute == null) {
      return List.of();
    }
    Stretch values = attribute.values();
    long count = Space.count(attribute.sizes(), values.left() / attribute.type().size());
    List<String> texts = new ArrayList<>();
    for (long i = 0; i < count; i++) {
      file.count();
      Stretch value = value(attribute, values);
      if (value.left() > LONGEST_NAME) {
        throw Stretch.damaged("a name has more than %d bytes", LONGEST_NAME);
      }
      texts.add(value.text(value.left()));
    }
    return texts;
  }

  private Stretch value(Attribute attribute, Stretch values) {
    DataType type = attribute.type();
    InvalidSpec.unless(
        type.isText() || type.isTextElsewhere(), path, "has no text as %s", attribute.name());
    Stretch value = values.take(type.size());
    return type.isText() ? value : heap.get(value);
  }

  private record Attribute(String name, DataType type, List<Long> sizes, Stretch values) {}

  private @Nullable Attribute attribute(String name) {
    Map<String, Stretch> known = attributes == null ? attributesByName() : attributes;
    attributes = known;
    Stretch body = known.get(name);
    return body == null ? null : attribute(name, new Stretch(body.rest()));
  }

  private Map<String, Stretch> attributesByName() {
    Map<String, Stretch> byName = new HashMap<>();
    for (Message message : messages) {
      Stretch body = new Stretch(message.body().rest());
      if (message.type() == Message.ATTRIBUTE) {
        int version = body.unsigned8();
        int size = body.skip(1).unsigned16();
        body.skip(version == 3 ? 5 : 4);
        byName.putIfAbsent(body.text(size), message.body());
      } else if (message.type() == Message.ATTRIBUTE_INFO) {
        int flags = body.skip(1).unsigned8();
        body.skip((flags & 1) == 0 ? 0 : Short.BYTES);
        Members.requireNone(body.unsigned64());
      }
    }
    return byName;
  }

  private Attribute attribute(String name, Stretch body) {
    boolean isAligned = body.unsigned8() == 1;
    int flags = body.unsigned8();
    InvalidSpec.unless(flags == 0 || isAligned, path, "has a type that is kept elsewhere");
    int nameSize = body.unsigned16();
    int typeSize = body.unsigned16();
    int spaceSize = body.unsigned16();
    body.skip(isAligned ? 0 : 1);
    part(body, nameSize, isAligned);
    DataType type = DataType.read(part(body, typeSize, isAligned));
    List<Long> sizes = Space.read(part(body, spaceSize, isAligned));
    return new Attribute(name, type, sizes, body);
  }

  private static Stretch part(Stretch body, int size, boolean isAligned) {
    Stretch part = body.take(size);
    if (isAligned) {
      body.align();
    }
    return part;
  }
}
