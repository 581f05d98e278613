// The client that openapi-generator's `typescript-fetch` makes, through the life of a job.
import * as api from "./fetch/index.ts";

const [basePath = "", ...kinds] = process.argv.slice(2) as [
  string,
  ...api.ExportTrainingJobFormatEnum[],
];
const configuration = new api.Configuration({basePath});
const data = new api.DataApi(configuration);
const train = new api.TrainApi(configuration);
const compare = new api.CompareApi(configuration);

function require(holds: boolean): void {
  if (!holds) {
    throw new Error("not so");
  }
}

async function refused(status: number, call: Promise<unknown>): Promise<void> {
  try {
    await call;
  } catch (error) {
    require(error instanceof api.ResponseError && error.response.status === status);
    return;
  }
  throw new Error("not refused");
}

const aWhile = () => new Promise((wake) => setTimeout(wake, 200));

const made = await data.createDataset({
  newDataset: {name: "moons", generator: {name: "moons", samples: 60, seed: 7}},
});
const rows = new Blob(["a,b,y\n0,1,p\n1,0,q\n1,1,p\n"]);
const sent = await data.uploadDataset({file: rows, labelColumn: "y"});
require(made.samples === 60 && sent.samples === 3);

const trainingJobRequest: api.TrainingJobRequest = {
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
const {id} = await train.createTrainingJob({trainingJobRequest});
while ((await train.getTrainingJob({id})).finishedAt === null) {
  await aWhile();
}
require((await train.getTrainingJob({id})).status === "succeeded");

require((await train.getLossCurve({id})).complete);
require((await train.getGradientTrace({id, layers: [1, 2]})).layers.length === 2);
require((await new api.DiagnoseApi(configuration).diagnoseTrainingJob({id})).complete);
const last = (await train.getEvents({id}))?.at(-1);
require(last?.event === "status" && last.data.status === "succeeded");
const predictions = await train.predict({id, predictionRequest: {inputs: [[0, 1]]}});
require(predictions.outputs.length === 1);
for (const format of kinds) {
  require((await train.exportTrainingJob({id, format})).size > 100);
}

const experiment = await compare.createExperiment({
  experimentRequest: {
    base: trainingJobRequest,
    factors: [{pointer: "/epochs", values: [1, 2]}],
    seeds: [1],
  },
});
while (
  ["queued", "running"].includes((await compare.getExperiment({id: experiment.id})).status)
) {
  await aWhile();
}
require((await compare.compareExperiment({id: experiment.id})).cells.length === 2);

await refused(404, train.getTrainingJob({id: "nothing"}));
await refused(
  422,
  train.createTrainingJob({
    trainingJobRequest: {...trainingJobRequest, dataset: {id: "nothing"}},
  }),
);

await compare.deleteExperiment({id: experiment.id});
await train.deleteTrainingJob({id});
await data.deleteDataset({id: made.id});
await data.deleteDataset({id: sent.id});
await refused(404, data.getDataset({id: made.id}));
