package dev.gradtrace.interchange.hdf5;

import dev.gradtrace.validation.InvalidSpec;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The members of a group: the address of each object by name. */
final class Members {

  /** Stands for the address of an object in another file. */
  static final long ELSEWHERE = -2;

  private static final int LONGEST_NAME = 4096;
  private static final int SOFT_LINK = 2;
  private static final int TREE_HEAD = 24;
  private static final int TABLE_HEAD = 8;
  private static final int ENTRY = 40;
  private static final int HEAP_HEAD = 32;

  private final FileBytes file;
  private final Map<String, Long> addresses = new LinkedHashMap<>();

  private Members(FileBytes file) {
    this.file = file;
  }

  static Map<String, Long> of(FileBytes file, List<Message> messages) {
    Members members = new Members(file);
    for (Message message : messages) {
      Stretch body = new Stretch(message.body().rest());
      switch (message.type()) {
        case Message.SYMBOL_TABLE -> members.addTable(body);
        case Message.LINK -> members.addLink(body);
        case Message.LINK_INFO -> requireNoHeap(body);
        default -> {}
      }
    }
    return members.addresses;
  }

  private void add(String name, long address) {
    file.count();
    if (addresses.putIfAbsent(name, address) != null) {
      throw Stretch.damaged("a group has a name more than once");
    }
  }

  private static void requireNoHeap(Stretch body) {
    int flags = body.skip(1).unsigned8();
    body.skip((flags & 1) == 0 ? 0 : Long.BYTES);
    requireNone(body.unsigned64());
  }

  /** Refuses indexed storage of many links, which only {@code libver="latest"} writes. */
  static void requireNone(long heap) {
    InvalidSpec.unless(
        heap == Stretch.UNDEFINED,
        "",
        "is HDF5 of a form that is not read (libver=\"latest\"): write it by model.save(), which"
            + " has the earliest");
  }

  private void addLink(Stretch body) {
    int flags = body.skip(1).unsigned8();
    int kind = (flags & 8) == 0 ? 0 : body.unsigned8();
    body.skip((flags & 4) == 0 ? 0 : Long.BYTES).skip((flags & 0x10) == 0 ? 0 : 1);
    String name = name(body, body.unsigned(1 << (flags & 3)));
    add(name, kind == 0 ? body.unsigned64() : ELSEWHERE);
  }

  private static String name(Stretch text, long length) {
    if (length < 0 || length > LONGEST_NAME) {
      throw Stretch.damaged("a name has more than %d bytes", LONGEST_NAME);
    }
    return text.text(length);
  }

  private void addTable(Stretch body) {
    long tree = body.unsigned64();
    Stretch head = file.at(body.unsigned64(), HEAP_HEAD);
    head.requireSignature("HEAP");
    long size = head.skip(4).unsigned64();
    head.skip(Long.BYTES);
    addNode(tree, file.at(head.unsigned64(), size), Integer.MAX_VALUE);
  }

  /**
   * Adds the members of a subtree.
   *
   * @param above level of the parent node, which must be higher
   */
  private void addNode(long address, Stretch names, int above) {
    Stretch head = file.at(address, TREE_HEAD);
    head.requireSignature("TREE");
    head.skip(1);
    int level = head.unsigned8();
    int used = head.unsigned16();
    if (level >= above) {
      throw Stretch.damaged("a tree is not ordered");
    }
    Stretch children = file.at(address + TREE_HEAD, 2L * Long.BYTES * used);
    for (int i = 0; i < used; i++) {
      file.count();
      long child = children.skip(Long.BYTES).unsigned64();
      if (level == 0) {
        addEntries(child, names);
      } else {
        addNode(child, names, level);
      }
    }
  }

  private void addEntries(long address, Stretch names) {
    Stretch head = file.at(address, TABLE_HEAD);
    head.requireSignature("SNOD");
    int used = head.skip(2).unsigned16();
    Stretch entries = file.at(address + TABLE_HEAD, (long) ENTRY * used);
    for (int i = 0; i < used; i++) {
      Stretch entry = entries.take(ENTRY);
      Stretch name = new Stretch(names.rest()).skip(entry.unsigned64());
      long object = entry.unsigned64();
      boolean isSoft = entry.unsigned32() == SOFT_LINK;
      add(name(name, Math.min(name.left(), LONGEST_NAME)), isSoft ? ELSEWHERE : object);
    }
  }
}
