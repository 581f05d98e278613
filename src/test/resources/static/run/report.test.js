import {contains, equal} from "../expect.js";
import {plain, reportOf} from "./report.js";

const job = /** @type {any} */ ({
  id: "1",
  name: "*bold* </script>\n# head",
  status: "succeeded",
  result: {trainingLoss: 0.25, trainingAccuracy: null, stopReason: "completed"},
  spec: {
    network: {
      inputs: 2,
      layers: [
        {units: 3, activation: "relu"},
        {units: 1, activation: "sigmoid"},
      ],
      parameterCount: 13,
    },
    cost: "binary_cross_entropy",
    dataset: {id: "xor"},
    validationFraction: 0,
    optimizer: {name: "sgd", learningRate: 0.5},
    l2: 0,
    learningRateSchedule: {name: "constant"},
    batchSize: 4,
    epochs: 10,
    shuffle: true,
    seed: 1,
  },
});
const diagnosis = /** @type {any} */ ({
  verdict: "faulty",
  headline: {text: "dead units in layer 1: a lower rate will help"},
  findings: [
    {
      rule: "dead_units",
      severity: "error",
      layers: [1],
      firstStep: 4,
      measured: 0.5,
      threshold: 0.25,
      explanation: "Half of them are 0.",
      remedies: [
        {title: "learning rate 0.05", patch: []},
        {
          title: "leaky_relu",
          patch: [],
          measured: {metric: "trainingLoss", before: 0.25, after: 0.125, helped: true},
        },
      ],
    },
  ],
  treatments: [],
});

const known = {diagnosis, moment: {step: 40, slope: -0.5}, link: "http://localhost/#/runs/1"};

/** @type {import("../expect.js").Cases} */
export const cases = {
  "a report has what was asked, what came of it, and what to do": () => {
    const lines = reportOf(job, known).split("\n").filter(Boolean);
    equal(lines[0], "# \\*bold\\* \\</script\\> \\# head");
    equal(lines[1], "**faulty**: dead units in layer 1: a lower rate will help");
    contains(lines[2], "- Network: 2 – 3 – 1; hidden activations relu");
    equal(lines.slice(3, 5), ["- Cost: binary\\_cross\\_entropy", "- Data: xor"]);
    contains(lines[5], "- Training: sgd; learning rate η 0.5; batch size 4; epochs 10; seed 1");
    equal(
      lines[6],
      "- Result: succeeded; training loss 0.25; slopePerLayer −0.5 decades a layer at step 40",
    );
    equal(lines.slice(7, 11), [
      "## Findings",
      "1. **error: dead units**, layer 1, from step 4: Half of them are 0. " +
        "(measured 0.5, threshold 0.25)",
      "   - Remedy: learning rate 0.05",
      "   - Remedy: leaky\\_relu (helped: training loss 0.25 → 0.125)",
    ]);
    equal(lines[11], "[The run in Gradtrace](<http://localhost/#/runs/1>)");
  },
  "text is shown as it is, on one line": () => {
    equal(plain("a\r\nb\u2028c\u202ed"), "a b c d");
    equal(
      plain("`x` $(y) <b> [z](u) & | ~ \\ 😀"),
      "\\`x\\` \\$(y) \\<b\\> \\[z\\](u) \\& \\| \\~ \\\\ 😀",
    );
  },
};
