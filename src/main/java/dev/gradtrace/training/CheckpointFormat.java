package dev.gradtrace.training;

import dev.gradtrace.encoding.Format;
import dev.gradtrace.encoding.RecordInput;
import dev.gradtrace.encoding.RecordOutput;
import dev.gradtrace.network.Parameters;
import dev.gradtrace.network.ParametersFormat;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Encodes a checkpoint as bytes. */
public final class CheckpointFormat {

  private static final Format FORMAT = new Format("checkpoint", "GTcp", 2);

  /** Upper bound on the bytes besides parameters and optimizer state. */
  private static final int BYTES_OF_THE_REST = 128;

  /** First version of the format, without the sum of the losses of the epoch's mini-batches. */
  private static final int FIRST = 1;

  private static final String GOES_ON = "";

  private CheckpointFormat() {}

  public static byte[] write(Checkpoint checkpoint) {
    int copies = 1 + checkpoint.memories().size();
    RecordOutput out =
        FORMAT.begin(BYTES_OF_THE_REST + copies * ParametersFormat.bytes(checkpoint.parameters()));
    out.putInt(checkpoint.epoch()).putInt(checkpoint.batch()).putLong(checkpoint.stepsTaken());
    out.putDouble(checkpoint.batchLossSum());
    put(checkpoint.training(), out);
    put(checkpoint.validation(), out);
    out.putDouble(checkpoint.patience().best()).putInt(checkpoint.patience().epochsWithout());
    StopReason reason = checkpoint.stopReason();
    out.putText(reason == null ? GOES_ON : reason.name());
    ParametersFormat.put(checkpoint.parameters(), out);
    out.putInt(checkpoint.memories().size());
    checkpoint.memories().forEach(memory -> ParametersFormat.put(memory, out));
    return out.finish();
  }

  /**
   * Decodes a checkpoint.
   *
   * @throws dev.gradtrace.encoding.UnreadableRecord if the bytes are damaged or no checkpoint
   */
  public static Checkpoint read(byte[] bytes) {
    RecordInput in = FORMAT.open(bytes);
    int epoch = in.getInt();
    int batch = in.getInt();
    long stepsTaken = in.getLong();
    double batchLossSum = in.version() == FIRST ? unknownSum(batch) : in.getDouble();
    Tally training = tally(in);
    Tally validation = tally(in);
    Patience patience = new Patience(in.getDouble(), in.getInt());
    StopReason reason = stopReason(in);
    Parameters parameters = ParametersFormat.get(in);
    List<Parameters> memories = new ArrayList<>();
    int count = in.getCount();
    for (int k = 0; k < count; k++) {
      memories.add(ParametersFormat.get(in));
    }
    in.end();
    return new Checkpoint(
        epoch,
        batch,
        stepsTaken,
        batchLossSum,
        parameters,
        memories,
        training,
        validation,
        patience,
        reason);
  }

  private static double unknownSum(int batch) {
    return batch == 0 ? 0 : Double.NaN;
  }

  private static void put(Tally tally, RecordOutput out) {
    out.putInt(tally.samples()).putDouble(tally.lossSum()).putInt(tally.correct());
  }

  private static Tally tally(RecordInput in) {
    return new Tally(in.getInt(), in.getDouble(), in.getInt());
  }

  private static @Nullable StopReason stopReason(RecordInput in) {
    String name = in.getText();
    if (name.equals(GOES_ON)) {
      return null;
    }
    for (StopReason reason : StopReason.values()) {
      if (reason.name().equals(name)) {
        return reason;
      }
    }
    throw in.damaged("it knows no end like " + name);
  }
}
