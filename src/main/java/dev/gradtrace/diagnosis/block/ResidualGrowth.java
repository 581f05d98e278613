package dev.gradtrace.diagnosis.block;

import dev.gradtrace.diagnosis.evidence.Evidence;
import dev.gradtrace.diagnosis.evidence.Parts;
import dev.gradtrace.diagnosis.evidence.Severity;
import dev.gradtrace.diagnosis.evidence.Snapshot;
import dev.gradtrace.diagnosis.examination.Examination;
import dev.gradtrace.diagnosis.examination.PartCure;
import dev.gradtrace.diagnosis.examination.Symptom;
import dev.gradtrace.network.NetworkSpec;
import dev.gradtrace.network.Normalization.LayerNorm;
import dev.gradtrace.network.ResidualBlock;
import dev.gradtrace.wording.Figures;
import java.math.BigDecimal;
import java.math.MathContext;

/**
 * Skips whose branch is as large as the signal, so that signal and gradient grow from block to
 * block.
 */
public final class ResidualGrowth implements Examination {

  /** Growth of the gradient over all blocks that is tolerated, in decades. */
  private static final double DECADES = 0.5;

  private static final MathContext DIGITS = new MathContext(2);

  @Override
  public Outcome of(Evidence evidence) {
    NetworkSpec network = evidence.network();
    int blocks = network.blocks().size();
    if (blocks == 0) {
      return new Outcome.NotApplicable("nothing is skipped");
    }
    if (network.blocks().stream().anyMatch(ResidualGrowth::isNormalizedAfter)) {
      return new Outcome.NotApplicable("every sum of a block is normalised");
    }
    double grown = grown(evidence.start());
    if (!(grown >= DECADES)) {
      return new Outcome.Clean(grown, DECADES);
    }
    if (!evidence.isStruggling() && !evidence.history().isBroken()) {
      return Outcome.beyond(grown, DECADES, "The network learns all the same.");
    }
    double scale = new BigDecimal(1 / Math.sqrt(blocks)).round(DIGITS).doubleValue();
    NetworkSpec scaled = Parts.scaledResiduals(scale, network);
    return PartCure.told(
            Symptom.of(Severity.ERROR, grown, DECADES, explanation(grown, blocks))
                .at(network.blocks().stream().map(ResidualBlock::first).toList())
                .since(1L)
                .with("blocks", blocks)
                .with("growthPerBlock", Math.pow(10, grown / blocks))
                .with("growth", Math.pow(10, grown))
                .curedBy(
                    evidence,
                    PartCure.network(
                        "skips that add %s of F(x)".formatted(scale), evidence, scaled),
                    PartCure.network(
                        "layer norm before the layers of each block",
                        evidence,
                        Parts.normalizedBefore(LayerNorm.DEFAULT, network)),
                    PartCure.network(
                        "layer norm before the layers of each block, and skips that add %s of F(x)"
                            .formatted(scale),
                        evidence,
                        Parts.normalizedBefore(LayerNorm.DEFAULT, scaled))))
        .unlessItHelps("With smaller steps from block to block the job does not do better.");
  }

  private static boolean isNormalizedAfter(ResidualBlock block) {
    return block.normalization() != null && block.position() == ResidualBlock.Position.AFTER;
  }

  /**
   * Growth of the gradient from the output of the last block to the input of the first, in decades.
   */
  private static double grown(Snapshot start) {
    return start.statistics().blockInputGradientLog10(1)
        - start.statistics().blockOutputGradientLog10(start.network().blocks().size());
  }

  private static String explanation(double grown, int blocks) {
    return ("y = x + F(x) adds to the signal what its layers make of it, and nothing takes it back. Over %s"
            + " blocks, measured at the start, the gradient grows by a factor of %s, %s per block, and"
            + " the steps of the first layers with it.")
        .formatted(
            blocks,
            Figures.number(Math.pow(10, grown)),
            Figures.number(Math.pow(10, grown / blocks)));
  }
}
