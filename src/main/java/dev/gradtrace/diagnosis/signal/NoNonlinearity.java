package dev.gradtrace.diagnosis.signal;

import dev.gradtrace.diagnosis.evidence.Evidence;
import dev.gradtrace.diagnosis.evidence.Severity;
import dev.gradtrace.diagnosis.evidence.Variations;
import dev.gradtrace.diagnosis.examination.Cure;
import dev.gradtrace.diagnosis.examination.Examination;
import dev.gradtrace.diagnosis.examination.Remedy;
import dev.gradtrace.diagnosis.examination.Symptom;
import dev.gradtrace.network.Activation;
import dev.gradtrace.network.Elementwise;
import dev.gradtrace.network.LeakyRelu;
import dev.gradtrace.network.NetworkSpec;
import java.util.List;

/** Linear hidden layers: W³W²W¹ is one matrix. */
public final class NoNonlinearity implements Examination {

  @Override
  public Outcome of(Evidence evidence) {
    NetworkSpec network = evidence.network();
    if (network.depth() < 2) {
      return new Outcome.NotApplicable("there are no hidden layers");
    }
    List<Integer> linear = evidence.start().hidden(l -> isLinear(network.layer(l).activation()));
    int hidden = network.depth() - 1;
    if (linear.size() < hidden) {
      return new Outcome.Clean(linear.size(), hidden);
    }
    NetworkSpec bent =
        Variations.hidden(
            network, layer -> Variations.wellStarted(layer.withActivation(Elementwise.RELU)));
    Severity severity = evidence.hasHistory() ? evidence.gravity(Severity.WARNING) : Severity.INFO;
    Symptom symptom =
        Symptom.of(
                severity,
                linear.size(),
                hidden,
                "Every hidden layer is linear, and a product of matrices is one matrix: the network can do"
                    + " no more than one layer without hidden units. Only a nonlinear σ between them"
                    + " makes layers worth having.")
            .at(linear);
    return severity == Severity.INFO
        ? symptom.proposing(Remedy.layers("relu in the hidden layers", evidence.spec(), bent))
        : symptom
            .asFact()
            .curedBy(evidence, Cure.layers("relu in the hidden layers", evidence, bent));
  }

  private static boolean isLinear(Activation activation) {
    return activation == Elementwise.LINEAR
        || activation instanceof LeakyRelu leaky && leaky.negativeSlope() == 1;
  }
}
