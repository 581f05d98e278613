package dev.gradtrace.job.store;

import dev.gradtrace.dataset.Scaling;
import dev.gradtrace.encoding.Format;
import dev.gradtrace.encoding.RecordInput;
import dev.gradtrace.encoding.RecordOutput;
import dev.gradtrace.job.Model;
import dev.gradtrace.network.Parameters;
import dev.gradtrace.network.ParametersFormat;

/** The binary form of a model. */
final class ModelFormat {

  private static final Format FORMAT = new Format("model", "GTmo", 2);

  /** The first version with the scaling of targets. */
  private static final int TARGET_SCALING = 2;

  private ModelFormat() {}

  static byte[] write(Model model) {
    int scaled = model.scaling().length() + model.targetScaling().length();
    RecordOutput out =
        FORMAT.begin(ParametersFormat.bytes(model.parameters()) + 2L * Double.BYTES * scaled);
    out.putLong(model.step()).putInt(model.classifies() ? 1 : 0);
    put(model.scaling(), out);
    put(model.targetScaling(), out);
    ParametersFormat.put(model.parameters(), out);
    return out.finish();
  }

  static Model read(byte[] bytes) {
    RecordInput in = FORMAT.open(bytes);
    long step = in.getLong();
    boolean classifies = in.getInt() == 1;
    Scaling.Fitted scaling = scaling(in);
    Scaling.Fitted targetScaling = in.version() < TARGET_SCALING ? null : scaling(in);
    Parameters parameters = ParametersFormat.get(in);
    in.end();
    return new Model(
        step,
        parameters,
        scaling,
        targetScaling == null ? unscaled(parameters) : targetScaling,
        classifies);
  }

  private static void put(Scaling.Fitted scaling, RecordOutput out) {
    out.putInt(scaling.length()).putDoubles(scaling.shift()).putDoubles(scaling.factor());
  }

  private static Scaling.Fitted scaling(RecordInput in) {
    int values = in.getCount();
    return Scaling.Fitted.of(in.getDoubles(values), in.getDoubles(values));
  }

  private static Scaling.Fitted unscaled(Parameters parameters) {
    return Scaling.Fitted.identity(parameters.weights(parameters.depth()).rows());
  }
}
