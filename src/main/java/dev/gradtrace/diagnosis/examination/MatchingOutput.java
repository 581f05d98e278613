package dev.gradtrace.diagnosis.examination;

import dev.gradtrace.diagnosis.evidence.DataSummary;
import dev.gradtrace.diagnosis.evidence.Evidence;
import dev.gradtrace.gradient.Cost;
import dev.gradtrace.network.Activation;
import dev.gradtrace.network.Elementwise;
import dev.gradtrace.network.Softmax;

/** The output activation and cost that match each other and the task. */
public record MatchingOutput(Activation activation, Cost cost) {

  public static MatchingOutput of(Evidence evidence) {
    DataSummary data = evidence.data();
    boolean single = evidence.output().units() == 1;
    if (data.isClassification() && !single
        || evidence.cost() == Cost.CATEGORICAL_CROSS_ENTROPY && !single) {
      return new MatchingOutput(new Softmax(), Cost.CATEGORICAL_CROSS_ENTROPY);
    }
    return data.isClassification() || data.hasBinaryTargets()
        ? new MatchingOutput(Elementwise.SIGMOID, Cost.BINARY_CROSS_ENTROPY)
        : new MatchingOutput(Elementwise.LINEAR, Cost.MEAN_SQUARED_ERROR);
  }
}
