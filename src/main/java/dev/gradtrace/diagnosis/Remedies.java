package dev.gradtrace.diagnosis;

import dev.gradtrace.diagnosis.Remedy.Operation;
import dev.gradtrace.diagnosis.evidence.Evidence;
import dev.gradtrace.diagnosis.evidence.Variations;
import dev.gradtrace.gradient.Cost;
import dev.gradtrace.network.Activation;
import dev.gradtrace.network.Elementwise;
import dev.gradtrace.network.Elu;
import dev.gradtrace.network.Initializer;
import dev.gradtrace.network.LayerSpec;
import dev.gradtrace.network.LeakyRelu;
import dev.gradtrace.network.NetworkSpec;
import dev.gradtrace.network.Softmax;
import dev.gradtrace.training.TrainingSpec;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The changes that rules propose, in the words of the contract. Members are set by {@code add},
 * which RFC 6902 defines for members that are there and for those that are not; layers are replaced
 * as a whole, because their numbers are not positions where {@code repeat} is used.
 */
final class Remedies {

  private Remedies() {}

  static Remedy rate(TrainingSpec spec, double factor) {
    double rate = spec.optimizer().learningRate() * factor;
    return Remedy.of(
        "learning rate %s instead of %s"
            .formatted(Wording.number(rate), Wording.number(spec.optimizer().learningRate())),
        Operation.set("/optimizer/learningRate", rate));
  }

  static Remedy adam() {
    return Remedy.of(
        "Adam, which gives every weight a step of its own",
        Operation.set("/optimizer", Map.of("name", "adam", "learningRate", 0.003)));
  }

  static Remedy scaledInputs() {
    return Remedy.of("inputs of mean 0 and variance 1", Operation.set("/scaling", "standard"));
  }

  static Remedy epochs(TrainingSpec spec, int factor) {
    long epochs = Math.min(100_000, (long) spec.epochs() * factor);
    return Remedy.of(epochs + " epochs", Operation.set("/epochs", epochs));
  }

  static Remedy batch(int samples) {
    return Remedy.of("batches of " + samples, Operation.set("/batchSize", samples));
  }

  static Remedy clipping() {
    return Remedy.of("gradient clipped to norm 1", Operation.set("/gradientClipNorm", 1.0));
  }

  static Remedy penalty(double l2) {
    return Remedy.of("l2 penalty " + Wording.number(l2), Operation.set("/l2", l2));
  }

  static Remedy cost(Cost cost) {
    return Remedy.of("cost " + cost.label(), Operation.set("/cost", cost.label()));
  }

  static Remedy earlyStopping() {
    return Remedy.of(
        "stop when the validation loss no longer falls",
        Operation.set("/earlyStopping", Map.of("metric", "validation_loss", "patience", 5)));
  }

  /** Other layers, initialised from the seed. */
  static Remedy layers(String title, TrainingSpec spec, NetworkSpec changed) {
    List<Operation> patch = new ArrayList<>();
    patch.add(new Operation("replace", "/network/layers", layers(changed)));
    if (spec.parameters() != null) {
      patch.add(Operation.remove("/parameters"));
    }
    return new Remedy(title, patch);
  }

  /** The output and the cost that are made for each other and for the task. */
  static Remedy matchingOutput(Evidence evidence) {
    Activation output = Elementwise.LINEAR;
    Cost cost = Cost.MEAN_SQUARED_ERROR;
    if (evidence.data().isClassification()) {
      boolean single = evidence.output().units() == 1;
      output = single ? Elementwise.SIGMOID : new Softmax();
      cost = single ? Cost.BINARY_CROSS_ENTROPY : Cost.CATEGORICAL_CROSS_ENTROPY;
    }
    List<Operation> patch = new ArrayList<>();
    patch.add(
        new Operation(
            "replace", "/network/layers", layers(Variations.output(evidence.network(), output))));
    patch.add(Operation.set("/cost", cost.label()));
    return new Remedy("%s output with %s".formatted(output.label(), cost.label()), patch);
  }

  private static List<Map<String, Object>> layers(NetworkSpec network) {
    List<Map<String, Object>> layers = new ArrayList<>();
    int repeat = 1;
    for (int l = 1; l <= network.depth(); l++) {
      LayerSpec layer = network.layer(l);
      if (l > 1 && layer.equals(network.layer(l - 1))) {
        layers.get(layers.size() - 1).put("repeat", ++repeat);
      } else {
        layers.add(layer(layer));
        repeat = 1;
      }
    }
    return layers;
  }

  private static Map<String, Object> layer(LayerSpec layer) {
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("units", layer.units());
    body.put("activation", layer.activation().label());
    if (layer.activation() instanceof LeakyRelu leaky) {
      body.put("negativeSlope", leaky.negativeSlope());
    } else if (layer.activation() instanceof Elu elu) {
      body.put("alpha", elu.alpha());
    }
    body.put("weightInitializer", initializer(layer.weightInitializer()));
    body.put("biasInitializer", initializer(layer.biasInitializer()));
    body.put("useBias", layer.useBias());
    return body;
  }

  private static Map<String, Object> initializer(Initializer initializer) {
    if (initializer instanceof Initializer.Constant constant) {
      return Map.of("name", "constant", "value", constant.value());
    }
    if (initializer instanceof Initializer.Normal normal) {
      return Map.of("name", "normal", "mean", normal.mean(), "stddev", normal.stddev());
    }
    if (initializer instanceof Initializer.Uniform uniform) {
      return Map.of("name", "uniform", "low", uniform.low(), "high", uniform.high());
    }
    if (initializer instanceof Initializer.Orthogonal orthogonal) {
      return Map.of("name", "orthogonal", "gain", orthogonal.gain());
    }
    return Map.of("name", initializer.label());
  }
}
