package dev.gradtrace.interchange.hdf5;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * A message in the header of an object; each describes one property of it.
 *
 * @param isShared whether the body is only the address of the message
 * @see <a href="https://support.hdfgroup.org/documentation/hdf5/latest/_f_m_t3.html">HDF5 File
 *     Format Specification</a>
 */
record Message(int type, boolean isShared, Stretch body) {

  static final int SPACE = 0x1;
  static final int LINK_INFO = 0x2;
  static final int DATA_TYPE = 0x3;
  static final int LINK = 0x6;
  static final int EXTERNAL_FILES = 0x7;
  static final int LAYOUT = 0x8;
  static final int ATTRIBUTE = 0xc;
  static final int ATTRIBUTE_INFO = 0x15;
  static final int SYMBOL_TABLE = 0x11;
  private static final int CONTINUATION = 0x10;

  private static final int SHARED = 2;
  private static final int VERSION_1_HEAD = 16;
  private static final int VERSION_1_MESSAGE = 8;
  private static final int VERSION_2_HEAD = 32;
  private static final int CHECKSUM = 4;
  private static final int TIMES = 16;
  private static final int LIMITS = 4;

  /** The layout of messages in one version of object headers. */
  private record Header(FileBytes file, int messageHead, boolean isFirst, boolean isOrdered) {

    private Message next(Stretch block) {
      int type = isFirst ? block.unsigned16() : block.unsigned8();
      int size = block.unsigned16();
      int flags = block.unsigned8();
      if (isFirst) {
        block.skip(3);
      } else if (isOrdered) {
        block.skip(2);
      }
      file.count();
      return new Message(type, (flags & SHARED) != 0, block.take(size));
    }

    private List<Message> all(Stretch first) {
      List<Message> messages = new ArrayList<>();
      Deque<Stretch> blocks = new ArrayDeque<>(List.of(first));
      while (!blocks.isEmpty()) {
        Stretch block = blocks.remove();
        while (block.left() >= messageHead) {
          Message message = next(block);
          if (message.type == CONTINUATION) {
            blocks.add(continued(message.body));
          } else {
            messages.add(message);
          }
        }
      }
      return messages;
    }

    private Stretch continued(Stretch place) {
      long address = place.unsigned64();
      long length = place.unsigned64();
      Stretch block = file.at(address, length);
      if (isFirst) {
        return block;
      }
      block.requireSignature("OCHK");
      return block.take((long) block.left() - CHECKSUM);
    }
  }

  /** All messages of the object header at an address. */
  static List<Message> of(FileBytes file, long address) {
    return file.at(address, 1).unsigned8() == 1 ? first(file, address) : second(file, address);
  }

  private static List<Message> first(FileBytes file, long address) {
    Stretch head = file.at(address, VERSION_1_HEAD).skip(8);
    Stretch block = file.at(address + VERSION_1_HEAD, head.unsigned32());
    return new Header(file, VERSION_1_MESSAGE, true, false).all(block);
  }

  private static List<Message> second(FileBytes file, long address) {
    Stretch head = file.at(address, Math.min(VERSION_2_HEAD, Math.max(0, file.length() - address)));
    int before = head.left();
    head.requireSignature("OHDR");
    int version = head.unsigned8();
    if (version != 2) {
      throw Stretch.damaged("an object has a header of version %d", version);
    }
    int flags = head.unsigned8();
    head.skip((flags & 0x20) == 0 ? 0 : TIMES).skip((flags & 0x10) == 0 ? 0 : LIMITS);
    long size = head.unsigned(1 << (flags & 3));
    boolean isOrdered = (flags & 4) != 0;
    Stretch block = file.at(address + before - head.left(), size);
    return new Header(file, isOrdered ? 6 : 4, false, isOrdered).all(block);
  }
}
