package dev.gradtrace.diagnosis.output;

import dev.gradtrace.diagnosis.evidence.Evidence;
import dev.gradtrace.diagnosis.evidence.Severity;
import dev.gradtrace.diagnosis.examination.Cure;
import dev.gradtrace.diagnosis.examination.Examination;
import dev.gradtrace.diagnosis.examination.Symptom;
import dev.gradtrace.network.Elementwise;
import dev.gradtrace.network.LayerSpec;
import dev.gradtrace.network.NetworkSpec;
import dev.gradtrace.network.Softmax;
import dev.gradtrace.wording.Figures;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** e^z/e^z is 1 for any z: the output is constant, and the gradient 0. */
public final class SingleUnitSoftmax implements Examination {

  @Override
  public Outcome of(Evidence evidence) {
    NetworkSpec network = evidence.network();
    List<Integer> where =
        IntStream.rangeClosed(1, network.depth())
            .filter(l -> network.layer(l).activation() instanceof Softmax && network.width(l) == 1)
            .boxed()
            .toList();
    if (where.isEmpty()) {
      return new Outcome.Clean(0, 1);
    }
    return Symptom.of(
            Severity.ERROR,
            where.size(),
            1,
            ("Softmax divides e^z by the sum over all units of the layer. In %s there is only one"
                    + " unit, so its output is e^z/e^z = 1 for every input, its derivative is exactly"
                    + " 0, and no weight below it ever changes. One unit with a probability needs"
                    + " sigmoid.")
                .formatted(Figures.layers(where)))
        .at(where)
        .asFact()
        .curedBy(evidence, cure(evidence, where));
  }

  private static Cure cure(Evidence evidence, List<Integer> where) {
    if (where.contains(evidence.depth())) {
      return Cure.matchingOutput(evidence);
    }
    List<LayerSpec> layers = new ArrayList<>(evidence.network().layers());
    where.forEach(l -> layers.set(l - 1, layers.get(l - 1).withActivation(Elementwise.SIGMOID)));
    return Cure.layers(
        "sigmoid instead of softmax", evidence, evidence.network().withLayers(layers));
  }
}
