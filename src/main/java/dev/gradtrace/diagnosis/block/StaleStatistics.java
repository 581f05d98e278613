package dev.gradtrace.diagnosis.block;

import dev.gradtrace.diagnosis.evidence.Evidence;
import dev.gradtrace.diagnosis.evidence.Parts;
import dev.gradtrace.diagnosis.evidence.Recalibration;
import dev.gradtrace.diagnosis.evidence.Severity;
import dev.gradtrace.diagnosis.evidence.Trial.NotTried;
import dev.gradtrace.diagnosis.examination.Cure;
import dev.gradtrace.diagnosis.examination.Examination;
import dev.gradtrace.diagnosis.examination.PartCure;
import dev.gradtrace.diagnosis.examination.Symptom;
import dev.gradtrace.diagnosis.learning.TooFewEpochs;
import dev.gradtrace.network.NetworkSpec;
import dev.gradtrace.wording.Figures;
import java.util.ArrayList;
import java.util.List;

/** The moving statistics of batch norm do not match the trained network. */
public final class StaleStatistics implements Examination {

  /** Tolerated loss of fit, as a share; of few samples, one standard error of their share. */
  private static final double SPOILT = 0.1;

  /** Remaining weight of the initial moving statistics (0 and 1) that is significant. */
  private static final double LEFT_OF_START = 0.05;

  /** Momenta to try, those closest to the default first. */
  private static final double[] MOMENTA = {0.9, 0.5};

  @Override
  public Outcome of(Evidence evidence) {
    if (!evidence.network().mixesSamples()) {
      return new Outcome.NotApplicable("nothing is normalised over the samples of a batch");
    }
    if (!evidence.isWhole()) {
      return Outcome.untried(NotTried.RUN_NOT_OVER);
    }
    Recalibration measured = Recalibration.of(evidence);
    if (measured == null) {
      return new Outcome.NotApplicable("the run left no numbers to judge by");
    }
    double tolerated = Math.max(SPOILT, 1 / Math.sqrt(measured.samples()));
    if (measured.spoilt() < tolerated) {
      return new Outcome.Clean(measured.spoilt(), tolerated);
    }
    NetworkSpec network = evidence.network();
    long steps = evidence.spec().passes().stepsPerEpoch(evidence.data().samples());
    steps *= evidence.history().length();
    double left = Math.pow(Parts.momentum(network), steps);
    Symptom found =
        PartCure.told(
            Symptom.of(
                    Severity.ERROR,
                    measured.spoilt(),
                    tolerated,
                    explanation(evidence, measured, left))
                .at(Parts.batchNormalized(network))
                .with("fit", measured.moving())
                .with("fitWithStatisticsOfTheSamples", measured.exact())
                .with("samples", measured.samples())
                .with("momentum", Parts.momentum(network))
                .with("steps", steps)
                .with("shareOfStartInStatistics", left)
                .curedBy(evidence, cures(evidence)));
    return isAllOfIt(evidence, measured) ? found.asFact() : found;
  }

  /** Whether only the statistics keep the network from what can be attained. */
  private static boolean isAllOfIt(Evidence evidence, Recalibration measured) {
    return measured.exact() >= Evidence.GOOD
        || measured.exact() >= Evidence.SHARE_OF_ATTAINABLE * evidence.attainable().best();
  }

  private static String explanation(Evidence evidence, Recalibration measured, double left) {
    NetworkSpec network = evidence.network();
    String why =
        left > LEFT_OF_START
            ? "at a momentum of %s, %s of them still are the 0 and 1 that they start from"
                .formatted(Parts.momentum(network), Figures.percent(left))
            : Parts.normalizesMasked(network)
                ? "they are those of activations that dropout has masked, whose variance is larger than"
                    + " that of unmasked ones"
                : "they average the last %s, over which the weights have moved on, or batches that"
                        .formatted(
                            Figures.counted(Math.round(1 / (1 - Parts.momentum(network))), "step"))
                    + " do not stand for all samples";
    return ("At inference batch_norm takes moving statistics, and here these spoil what the network knows:"
            + " %s. With the means and variances of %s training samples in their place, and not a"
            + " weight changed, it reaches %s.")
        .formatted(why, measured.samples(), Figures.fit(measured.exact(), measured.moving()));
  }

  private static Cure[] cures(Evidence evidence) {
    NetworkSpec network = evidence.network();
    List<Cure> cures = new ArrayList<>();
    for (double momentum : MOMENTA) {
      if (momentum < Parts.momentum(network)) {
        cures.add(
            PartCure.network(
                "momentum %s of the moving statistics".formatted(momentum),
                evidence,
                Parts.withMomentum(momentum, network)));
      }
    }
    if (Parts.normalizesMasked(network)) {
      cures.add(
          PartCure.network(
              "dropout behind the last batch norm alone",
              evidence,
              Parts.dropoutBehindNorms(network)));
    }
    cures.add(PartCure.epochs(evidence, TooFewEpochs.LONGER));
    return cures.toArray(Cure[]::new);
  }
}
