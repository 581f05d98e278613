package dev.gradtrace.diagnosis.block;

import dev.gradtrace.diagnosis.evidence.Evidence;
import dev.gradtrace.diagnosis.evidence.Parts;
import dev.gradtrace.diagnosis.evidence.Severity;
import dev.gradtrace.diagnosis.examination.Examination;
import dev.gradtrace.diagnosis.examination.PartCure;
import dev.gradtrace.diagnosis.examination.Symptom;
import dev.gradtrace.network.NetworkSpec;
import dev.gradtrace.network.Normalization.LayerNorm;
import dev.gradtrace.network.ResidualBlock;
import java.util.List;

/** Blocks normalised after the sum, with a learning rate that is too high for the start. */
public final class NormAfterSum implements Examination {

  /** Share of the steps for the warm-up. */
  private static final double WARM_UP = 0.25;

  @Override
  public Outcome of(Evidence evidence) {
    NetworkSpec network = evidence.network();
    List<ResidualBlock> after =
        network.blocks().stream()
            .filter(block -> block.normalization() != null)
            .filter(block -> block.position() == ResidualBlock.Position.AFTER)
            .toList();
    if (after.isEmpty()) {
      return new Outcome.NotApplicable("no block is normalised after its sum");
    }
    if (!evidence.isStruggling()) {
      return Outcome.beyond(after.size(), 0, "The network learns all the same.");
    }
    long steps = evidence.spec().passes().steps(evidence.data().samples());
    int warmUp = (int) Math.max(1, Math.min(Integer.MAX_VALUE, WARM_UP * steps));
    return PartCure.told(
            Symptom.of(Severity.WARNING, after.size(), 0, explanation(after.size()))
                .at(after.stream().map(ResidualBlock::last).toList())
                .since(1L)
                .with("learningRate", evidence.learningRate())
                .curedBy(
                    evidence,
                    PartCure.warmUp(evidence, warmUp),
                    PartCure.network(
                        "normalisation before the layers of a block",
                        evidence,
                        Parts.normalizedBefore(LayerNorm.DEFAULT, network))))
        .unlessItHelps(
            "Neither a warm-up nor the normalisation before the layers lets the job do better.");
  }

  private static String explanation(int blocks) {
    return ("y = N(x + F(x)): the normalisation of %s sums stands in the way of the skip, so that the"
            + " gradient goes through all of them and is largest near the output at the start. The"
            + " first steps at the full rate are too large for that.")
        .formatted(blocks);
  }
}
