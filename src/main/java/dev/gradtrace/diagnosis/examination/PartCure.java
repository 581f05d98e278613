package dev.gradtrace.diagnosis.examination;

import dev.gradtrace.diagnosis.evidence.Evidence;
import dev.gradtrace.diagnosis.evidence.Parts;
import dev.gradtrace.diagnosis.evidence.Trial;
import dev.gradtrace.diagnosis.examination.Remedy.Operation;
import dev.gradtrace.network.NetworkSpec;
import dev.gradtrace.network.Normalization;
import dev.gradtrace.network.Normalization.BatchNorm;
import dev.gradtrace.training.Passes;
import dev.gradtrace.training.TrainingSpec;
import dev.gradtrace.wording.Figures;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Changes of norms, dropout, skips and their training, each with its remedy. */
public final class PartCure {

  private PartCure() {}

  /** Another network, including its input, with parameters drawn from the seed. */
  public static Cure network(String title, Evidence evidence, NetworkSpec changed) {
    NetworkSpec network = evidence.network();
    List<Operation> patch = new ArrayList<>();
    if (!changed.layers().equals(network.layers()) || !changed.blocks().equals(network.blocks())) {
      patch.add(new Operation("replace", "/network/layers", changed));
    }
    if (!Objects.equals(changed.inputNormalization(), network.inputNormalization())) {
      patch.add(ofInput(changed.inputNormalization()));
    }
    if (changed.inputDropout() != network.inputDropout()) {
      patch.add(Operation.set("/network/inputDropout", changed.inputDropout()));
    }
    if (evidence.spec().parameters() != null) {
      patch.add(Operation.remove("/parameters"));
    }
    return new Cure(new Remedy(title, patch), evidence.change(changed));
  }

  private static Operation ofInput(@Nullable Normalization norm) {
    String place = "/network/inputNormalization";
    return norm instanceof BatchNorm batch
        ? Operation.set(place, members(batch))
        : Operation.remove(place);
  }

  private static Map<String, Object> members(BatchNorm norm) {
    return Map.of(
        "name",
        norm.label(),
        "momentum",
        norm.momentum(),
        "epsilon",
        norm.epsilon(),
        "center",
        norm.center(),
        "scale",
        norm.scale(),
        "movingVariance",
        norm.movingVariance().label());
  }

  /** A linear warm-up over the first steps. */
  public static Cure warmUp(Evidence evidence, int steps) {
    Operation operation =
        Parts.hasConstantRate(evidence.spec())
            ? Operation.set(
                "/learningRateSchedule", Map.of("name", "constant", "warmupSteps", steps))
            : Operation.set("/learningRateSchedule/warmupSteps", steps);
    return new Cure(
        new Remedy("a warm-up of %s steps".formatted(steps), List.of(operation)),
        evidence.change(Parts.warmedUp(steps, evidence.spec())));
  }

  /** The job with more epochs, by a factor. */
  public static Cure epochs(Evidence evidence, int factor) {
    TrainingSpec spec = evidence.spec();
    Remedy remedy = Remedy.epochs(spec, factor);
    int epochs = ((Number) Objects.requireNonNull(remedy.patch().get(0).value())).intValue();
    return new Cure(remedy, evidence.change(spec.withEpochs(epochs)));
  }

  /** Incomplete last batches left out. */
  public static Cure dropLastBatch(Evidence evidence) {
    Passes passes = evidence.spec().passes();
    Passes full =
        new Passes(
            passes.batchSize(), passes.epochs(), passes.shuffle(), true, passes.earlyStopping());
    return new Cure(
        new Remedy(
            "the last batch left out where it is not full",
            List.of(Operation.set("/dropLastBatch", true))),
        evidence.change(evidence.spec().withPasses(full)));
  }

  /** A symptom with a sentence on what its best change attains. */
  public static Symptom told(Symptom symptom) {
    Trial best = symptom.trial();
    return best == null || !symptom.helps()
        ? symptom
        : symptom
            .with("fitOfJob", best.here())
            .with("fitOfChangedJob", best.there())
            .saying(
                "With the first remedy alone the same job reaches %s after %s epochs."
                    .formatted(Figures.fit(best.there(), best.here()), best.epochs()));
  }
}
