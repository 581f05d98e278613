package dev.gradtrace.interchange.hdf5;

import java.util.HashMap;
import java.util.Map;

/** The global heap, in which a file keeps values of variable length. */
final class GlobalHeap {

  private static final int HEAD = 16;

  private final FileBytes file;
  private final Map<Long, Map<Integer, Stretch>> collections = new HashMap<>();

  GlobalHeap(FileBytes file) {
    this.file = file;
  }

  /** The value that a reference (length, address, index) points to. */
  Stretch get(Stretch reference) {
    long length = reference.unsigned32();
    long address = reference.unsigned64();
    int number = (int) reference.unsigned32();
    Map<Integer, Stretch> collection = collections.get(address);
    if (collection == null) {
      collection = read(address);
      collections.put(address, collection);
    }
    Stretch found = collection.get(number);
    if (found == null) {
      throw Stretch.damaged("a text is not where it should be");
    }
    return new Stretch(found.rest()).take(length);
  }

  private Map<Integer, Stretch> read(long address) {
    Stretch head = file.at(address, HEAD);
    head.requireSignature("GCOL");
    Stretch objects = file.at(address, head.skip(4).unsigned64()).skip(HEAD);
    Map<Integer, Stretch> collection = new HashMap<>();
    while (objects.left() >= HEAD) {
      int number = objects.unsigned16();
      long size = objects.skip(6).unsigned64();
      if (number == 0) {
        break;
      }
      file.count();
      collection.put(number, objects.take(size));
      objects.align();
    }
    return collection;
  }
}
