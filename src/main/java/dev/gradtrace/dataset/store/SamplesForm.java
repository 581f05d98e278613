package dev.gradtrace.dataset.store;

import dev.gradtrace.dataset.ByteSamples;
import dev.gradtrace.dataset.DenseSamples;
import dev.gradtrace.dataset.LabelSamples;
import dev.gradtrace.dataset.Labels;
import dev.gradtrace.dataset.Samples;
import dev.gradtrace.encoding.Format;
import dev.gradtrace.encoding.RecordInput;
import dev.gradtrace.encoding.RecordOutput;
import dev.gradtrace.matrix.Matrix;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.function.IntFunction;

/**
 * Storage formats of samples: values in sample order, in chunks of {@value #CHUNK} values, so that
 * single samples can be read.
 */
enum SamplesForm {
  /** Doubles. */
  DOUBLES {
    @Override
    int bytesOfValue() {
      return Double.BYTES;
    }

    @Override
    Samples read(Values values, int size, int length, double scale) {
      DenseSamples.Builder samples = new DenseSamples.Builder(length);
      double[] sample = new double[length];
      for (int j = 0; j < size; j++) {
        for (int i = 0; i < length; i++) {
          sample[i] = values.next();
        }
        samples.add(sample);
      }
      return samples.build();
    }
  },
  /** Unsigned bytes with a common factor. */
  BYTES {
    @Override
    int bytesOfValue() {
      return 1;
    }

    @Override
    Samples read(Values values, int size, int length, double scale) {
      byte[] bytes = new byte[Math.multiplyExact(size, length)];
      for (int i = 0; i < bytes.length; i++) {
        bytes[i] = (byte) values.next();
      }
      return new ByteSamples(new byte[][] {bytes}, length, scale);
    }

    @Override
    void copy(Samples samples, int sample, double[] values) {
      for (int i = 0; i < values.length; i++) {
        values[i] = ((ByteSamples) samples).at(sample, i);
      }
    }

    @Override
    void put(double[] values, RecordOutput out) {
      byte[] bytes = new byte[values.length];
      for (int i = 0; i < bytes.length; i++) {
        bytes[i] = (byte) values[i];
      }
      out.putPacked(bytes);
    }

    @Override
    double[] get(RecordInput in, int count) {
      byte[] bytes = in.getPackedBytes(count);
      double[] values = new double[count];
      for (int i = 0; i < count; i++) {
        values[i] = bytes[i];
      }
      return values;
    }
  },
  /** Class numbers. */
  LABELS {
    @Override
    int bytesOfValue() {
      return Integer.BYTES;
    }

    @Override
    Samples read(Values values, int size, int length, double scale) {
      int[] labels = new int[size];
      for (int j = 0; j < size; j++) {
        labels[j] = (int) values.next();
      }
      return new LabelSamples(Labels.of(labels, Labels.MAX_CLASSES));
    }
  };

  private static final int CHUNK = 1 << 16;
  private static final Format FORMAT = new Format("part of a dataset", "GTda", 1);

  /** The most compact format for samples. */
  static SamplesForm of(Samples samples) {
    return samples instanceof ByteSamples
        ? BYTES
        : samples instanceof LabelSamples ? LABELS : DOUBLES;
  }

  /** Bytes per value in memory. */
  abstract int bytesOfValue();

  abstract Samples read(Values values, int size, int length, double scale);

  /** Copies the values of a sample. */
  void copy(Samples samples, int sample, double[] values) {
    Matrix column = samples.toMatrix(sample, 1);
    column.copyColumn(0, values);
  }

  void put(double[] values, RecordOutput out) {
    out.putPacked(values);
  }

  double[] get(RecordInput in, int count) {
    return in.getPackedDoubles(count);
  }

  /** The chunks of samples, created one by one. */
  Iterator<byte[]> chunks(Samples samples) {
    return new Chunks(samples);
  }

  /**
   * Reads consecutive samples, at least one.
   *
   * @param chunks returns a chunk by its index; called for the needed ones in ascending order
   * @param first index of the first sample
   * @param length number of values per sample
   * @param scale factor of bytes
   */
  Samples read(IntFunction<byte[]> chunks, int first, int count, int length, double scale) {
    return read(new Values(chunks, (long) first * length), count, length, scale);
  }

  private byte[] write(double[] values) {
    RecordOutput out = FORMAT.begin((long) values.length * Double.BYTES);
    out.putInt(values.length);
    put(values, out);
    return out.finish();
  }

  private double[] read(byte[] chunk) {
    RecordInput in = FORMAT.open(chunk);
    double[] values = get(in, in.getInt());
    in.end();
    return values;
  }

  /** Reads values one after the other. */
  final class Values {

    private final IntFunction<byte[]> chunks;
    private int chunk;
    private double[] present;
    private int next;

    Values(IntFunction<byte[]> chunks, long first) {
      this.chunks = chunks;
      this.chunk = (int) (first / CHUNK);
      this.present = read(chunks.apply(chunk));
      this.next = (int) (first % CHUNK);
    }

    double next() {
      if (next == present.length) {
        chunk++;
        present = read(chunks.apply(chunk));
        next = 0;
      }
      return present[next++];
    }
  }

  private final class Chunks implements Iterator<byte[]> {

    private final Samples samples;
    private final double[] sample;
    private int next;
    private int taken;

    Chunks(Samples samples) {
      this.samples = samples;
      this.sample = new double[samples.length()];
      this.taken = sample.length;
    }

    @Override
    public boolean hasNext() {
      return left() > 0;
    }

    @Override
    public byte[] next() {
      if (!hasNext()) {
        throw new NoSuchElementException();
      }
      double[] chunk = new double[(int) Math.min(CHUNK, left())];
      for (int i = 0; i < chunk.length; i++) {
        if (taken == sample.length) {
          copy(samples, next++, sample);
          taken = 0;
        }
        chunk[i] = sample[taken++];
      }
      return write(chunk);
    }

    private long left() {
      return (long) (samples.size() - next) * sample.length + sample.length - taken;
    }
  }
}
