package dev.gradtrace.web.exports;

import dev.gradtrace.contract.Named;
import dev.gradtrace.job.spec.DataOrigin;
import dev.gradtrace.job.spec.JobSpec;
import dev.gradtrace.network.LayerSpec;
import dev.gradtrace.network.NetworkSpec;
import dev.gradtrace.training.ClassWeights;
import dev.gradtrace.training.TrainingSpec;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The hyperparameters of jobs: numbers and texts, named as in requests. */
public final class Hyperparameters {

  /** Most class weights that are listed. */
  private static final int MOST_WEIGHTS = 20;

  private Hyperparameters() {}

  /** The hyperparameters of a job; every job has the same names. */
  public static Map<String, Object> of(JobSpec spec) {
    TrainingSpec training = spec.training();
    Map<String, Object> all = new LinkedHashMap<>();
    all.put("network", widths(training.network()));
    all.put("depth", training.network().depth());
    all.put("parameterCount", training.network().parameterCount());
    all.put("activation", activations(training.network()));
    all.put("cost", training.cost().label());
    all.put("optimizer", training.optimizer().label());
    all.put("learningRate", training.optimizer().learningRate());
    all.put("learningRateSchedule", training.rule().schedule().label());
    all.put("warmupSteps", training.rule().warmupSteps());
    all.put("l2", training.l2());
    all.put("l1", training.l1());
    all.put("classWeights", classWeights(training.objective().classWeights()));
    all.put("maxNorm", limit(training.rule().maxNorm()));
    all.put("gradientClipValue", limit(training.rule().clipping().value()));
    all.put("gradientClipNorm", limit(training.rule().clipping().norm()));
    all.put("gradientClipScope", Named.word(training.rule().clipping().scope()));
    all.put("batchSize", training.batchSize());
    all.put("dropLastBatch", training.passes().dropLastBatch());
    all.put("epochs", training.epochs());
    all.put("dataset", dataset(spec.data().dataset()));
    all.put("scaling", Named.word(spec.data().scaling()));
    all.put("targetScaling", Named.word(spec.data().targetScaling()));
    all.put("seed", training.seed());
    return all;
  }

  private static String classWeights(@Nullable ClassWeights weights) {
    if (weights == null) {
      return "none";
    }
    return weights instanceof ClassWeights.Given given
        ? given.weights().stream()
            .limit(MOST_WEIGHTS)
            .map(Object::toString)
            .collect(Collectors.joining(", "))
        : "balanced";
  }

  private static String limit(@Nullable Double limit) {
    return limit == null ? "none" : limit.toString();
  }

  /** Layer widths such as 784-30×100-10. */
  private static String widths(NetworkSpec network) {
    List<String> parts = new ArrayList<>(List.of(Integer.toString(network.inputs())));
    for (int l = 1; l <= network.depth(); ) {
      int first = l;
      while (l <= network.depth() && network.width(l) == network.width(first)) {
        l++;
      }
      parts.add(network.width(first) + (l - first == 1 ? "" : "×" + (l - first)));
    }
    return String.join("-", parts);
  }

  /** The activations of the layers, each once, in order. */
  private static String activations(NetworkSpec network) {
    return network.layers().stream()
        .map(LayerSpec::activation)
        .map(activation -> activation.label())
        .distinct()
        .collect(Collectors.joining(", "));
  }

  private static String dataset(DataOrigin origin) {
    if (origin instanceof DataOrigin.Stored stored) {
      return stored.id();
    }
    return origin instanceof DataOrigin.Generated generated
        ? generated.generator().description().name()
        : "inline";
  }
}
