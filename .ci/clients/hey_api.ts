// The client that hey-api makes, through the life of a job.
import {client} from "./hey/client.gen.ts";
import * as api from "./hey/index.ts";

const [baseUrl = "", ...kinds] = process.argv.slice(2) as [string, ...("onnx" | "safetensors")[]];
client.setConfig({baseUrl});

function need<T>(answer: {data?: T; error?: unknown}): T {
  if (answer.data === undefined) {
    throw new Error(JSON.stringify(answer.error));
  }
  return answer.data;
}

function require(holds: boolean): void {
  if (!holds) {
    throw new Error("not so");
  }
}

const aWhile = () => new Promise((wake) => setTimeout(wake, 200));

const made = need(
  await api.createDataset({
    body: {name: "moons", generator: {name: "moons", samples: 60, seed: 7}},
  }),
);
const rows = new File(["a,b,y\n0,1,p\n1,0,q\n1,1,p\n"], "rows.csv");
const sent = need(await api.uploadDataset({body: {file: rows, labelColumn: "y"}}));
require(made.samples === 60 && sent.samples === 3);

const request: api.TrainingJobRequest = {
  network: {
    inputs: 2,
    layers: [
      {units: 4, activation: "tanh"},
      {units: 2, activation: "softmax"},
    ],
  },
  cost: "categorical_cross_entropy",
  dataset: {id: made.id},
  optimizer: {name: "sgd", learningRate: 0.5},
  epochs: 3,
};
const path = {id: need(await api.createTrainingJob({body: request})).id};
while (need(await api.getTrainingJob({path})).finishedAt === null) {
  await aWhile();
}
require(need(await api.getTrainingJob({path})).status === "succeeded");

require(need(await api.getLossCurve({path})).complete);
require(need(await api.getGradientTrace({path, query: {layers: [1, 2]}})).layers.length === 2);
require(need(await api.diagnoseTrainingJob({path})).complete);
const events = need(await api.getEvents({path}));
const last = Array.isArray(events) ? events[events.length - 1] : undefined;
require(last?.event === "status" && last.data.status === "succeeded");
require(need(await api.predict({path, body: {inputs: [[0, 1]]}})).outputs.length === 1);
for (const format of kinds) {
  const file = need(await api.exportTrainingJob({path, query: {format}, parseAs: "blob"}));
  require((file as Blob).size > 100);
}

const cells = {
  id: need(
    await api.createExperiment({
      body: {base: request, factors: [{pointer: "/epochs", values: [1, 2]}], seeds: [1]},
    }),
  ).id,
};
while (["queued", "running"].includes(need(await api.getExperiment({path: cells})).status)) {
  await aWhile();
}
require(need(await api.compareExperiment({path: cells})).cells.length === 2);

require((await api.getTrainingJob({path: {id: "nothing"}})).error?.status === 404);
const meaningless = await api.createTrainingJob({body: {...request, dataset: {id: "nothing"}}});
require(meaningless.error?.errors?.[0]?.pointer === "/dataset/id");

for (const gone of [
  await api.deleteExperiment({path: cells}),
  await api.deleteTrainingJob({path}),
  await api.deleteDataset({path: {id: made.id}}),
  await api.deleteDataset({path: {id: sent.id}}),
]) {
  require(gone.response?.status === 204);
}
