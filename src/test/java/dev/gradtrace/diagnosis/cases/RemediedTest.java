package dev.gradtrace.diagnosis.cases;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gradtrace.contract.spec.StoredSpecs;
import dev.gradtrace.diagnosis.examination.Remedy;
import dev.gradtrace.diagnosis.examination.Remedy.Operation;
import dev.gradtrace.training.Optimizer;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RemediedTest {

  private static final ReadyJob SLOW =
      ReadyJob.of(
          StoredSpecs.json()
              .read(
                  """
                  {"network": {"inputs": 2, "layers": [{"units": 8, "activation": "tanh"},
                      {"units": 1, "activation": "sigmoid"}]},
                   "cost": "binary_cross_entropy", "batchSize": 16, "epochs": 30,
                   "dataset": {"generator": {"name": "moons", "samples": 200, "seed": 1}},
                   "optimizer": {"name": "sgd", "learningRate": 0.000001}}
                  """,
                  "job"));

  private static Remedy rate(double rate) {
    return new Remedy("a rate", List.of(Operation.set("/optimizer/learningRate", rate)));
  }

  @Test
  void theWholeJobIsRunAsThePatchSays() {
    ReadyJob faster = Remedied.applied(SLOW, rate(1));
    assertThat(faster.spec()).isEqualTo(SLOW.spec().withOptimizer(new Optimizer.Sgd(1, 0, false)));
    Remedy layers =
        new Remedy(
            "other layers",
            List.of(
                new Operation(
                    "replace",
                    "/network/layers",
                    List.of(Map.of("units", 1, "activation", "sigmoid")))));
    assertThat(Remedied.applied(SLOW, layers).spec().network().depth()).isEqualTo(1);
    Remedy scaled = new Remedy("scaled", List.of(Operation.set("/scaling", "standard")));
    assertThat(Remedied.applied(SLOW, scaled).data().training().inputs())
        .isNotEqualTo(SLOW.data().training().inputs());
  }

  @Test
  void aRateThatLearnsHelpsAndOneThatHardlyDoesDoesNot() {
    Remedied.Judged before = Remedied.judged(SLOW);
    Remedied.Judged learnt = Remedied.judged(Remedied.applied(SLOW, rate(1)));
    Remedied.Judged still = Remedied.judged(Remedied.applied(SLOW, rate(2e-6)));
    assertThat(new Remedied(rate(1), before, learnt).helped()).isTrue();
    assertThat(new Remedied(rate(2e-6), before, still).helped()).isFalse();
  }
}
