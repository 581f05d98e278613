package dev.gradtrace.interchange.hdf5;

import dev.gradtrace.validation.InvalidSpec;

/**
 * Files of HDF5 as h5py writes them unless it is told otherwise: groups with symbol tables or
 * links, contiguous arrays, attributes. External links, chunked and virtual arrays are refused.
 * Nothing is allocated from a size that the file declares.
 *
 * @see <a href="https://support.hdfgroup.org/documentation/hdf5/latest/_f_m_t3.html">HDF5 File
 *     Format Specification</a>
 */
public final class Hdf5File {

  private static final int SIGNATURE = 8;
  private static final int LONGEST_HEAD = 128;

  private Hdf5File() {}

  /**
   * The root of a file.
   *
   * @param file not copied
   * @param path its name, as a JSON Pointer
   * @throws InvalidSpec if it is damaged or uses features that are not supported; also thrown by
   *     the objects that are read from the root
   */
  public static StoredObject root(byte[] file, String path) {
    FileBytes bytes = new FileBytes(file);
    Stretch head = bytes.at(0, Math.min(LONGEST_HEAD, file.length)).skip(SIGNATURE);
    int version = head.unsigned8();
    InvalidSpec.unless(version <= 3, "", "is HDF5 of a version that is not read");
    boolean isEarly = version < 2;
    head.skip(isEarly ? 4 : 0);
    int addressWidth = head.unsigned8();
    int sizeWidth = head.unsigned8();
    InvalidSpec.unless(
        addressWidth == Long.BYTES && sizeWidth == Long.BYTES,
        "",
        "is HDF5 with addresses of other than 64 bits, which are not read");
    head.skip(isEarly ? version == 1 ? 13 : 9 : 1);
    long base = head.unsigned64();
    InvalidSpec.unless(base == 0, "", "is HDF5 behind something else, which is not read");
    head.skip(Long.BYTES);
    long end = head.unsigned64();
    if (end > file.length) {
      throw Stretch.damaged("it has %d of its %d bytes", file.length, end);
    }
    head.skip(isEarly ? 2 * Long.BYTES : 0);
    return new StoredObject(bytes, new GlobalHeap(bytes), path, head.unsigned64());
  }
}
