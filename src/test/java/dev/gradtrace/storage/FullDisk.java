package dev.gradtrace.storage;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import org.h2.store.fs.FileBaseDefault;
import org.h2.store.fs.FilePath;
import org.h2.store.fs.FilePathWrapper;

/** A file system for H2, {@code full:/path}, that can run out of space. */
public final class FullDisk extends FilePathWrapper {

  private static volatile boolean full;

  /** Registers it with H2. */
  public static void register() {
    FilePath.register(new FullDisk());
  }

  /** Uses up all space, or frees it. */
  public static void setFull(boolean isFull) {
    full = isFull;
  }

  @Override
  public String getScheme() {
    return "full";
  }

  @Override
  public FileChannel open(String mode) throws IOException {
    FileChannel file = super.open(mode);
    return new FileBaseDefault() {
      @Override
      public int read(ByteBuffer bytes, long position) throws IOException {
        return file.read(bytes, position);
      }

      @Override
      public int write(ByteBuffer bytes, long position) throws IOException {
        if (full) {
          throw new IOException("No space left on device");
        }
        return file.write(bytes, position);
      }

      @Override
      public long size() throws IOException {
        return file.size();
      }

      @Override
      protected void implTruncate(long size) throws IOException {
        file.truncate(size);
      }

      @Override
      public void force(boolean metaData) throws IOException {
        file.force(metaData);
      }

      @Override
      public FileLock tryLock(long position, long size, boolean shared) throws IOException {
        return file.tryLock(position, size, shared);
      }

      @Override
      protected void implCloseChannel() throws IOException {
        file.close();
      }
    };
  }
}
