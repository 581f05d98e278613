package dev.gradtrace.job.store;

import dev.gradtrace.dataset.Scaling;
import dev.gradtrace.encoding.Format;
import dev.gradtrace.encoding.RecordInput;
import dev.gradtrace.encoding.RecordOutput;
import dev.gradtrace.job.Model;
import dev.gradtrace.network.ParametersFormat;

/** A model as bytes. */
final class ModelFormat {

  private static final Format FORMAT = new Format("model", "GTmo", 1);

  private ModelFormat() {}

  static byte[] write(Model model) {
    double[] shift = model.scaling().shift();
    RecordOutput out =
        FORMAT.begin(ParametersFormat.bytes(model.parameters()) + 2L * Double.BYTES * shift.length);
    out.putLong(model.step()).putInt(model.classifies() ? 1 : 0);
    out.putInt(shift.length).putDoubles(shift).putDoubles(model.scaling().factor());
    ParametersFormat.put(model.parameters(), out);
    return out.finish();
  }

  static Model read(byte[] bytes) {
    RecordInput in = FORMAT.open(bytes);
    long step = in.getLong();
    boolean classifies = in.getInt() == 1;
    int features = in.getCount();
    Scaling.Fitted scaling = Scaling.Fitted.of(in.getDoubles(features), in.getDoubles(features));
    Model model = new Model(step, ParametersFormat.get(in), scaling, classifies);
    in.end();
    return model;
  }
}
