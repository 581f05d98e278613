// openapi-typescript's types with openapi-fetch, through the life of a job.
import createClient from "openapi-fetch";
import type {components, paths} from "./types.ts";

type Status = components["schemas"]["TrainingJob"]["status"];

const [baseUrl = "", ...kinds] = process.argv.slice(2) as [string, ...("onnx" | "safetensors")[]];
const client = createClient<paths>({baseUrl});

/** What came as JSON or as a file; text is what is had by another Accept. */
function need<T>(answer: {data?: T; error?: unknown}): Exclude<T, string> {
  if (answer.data === undefined || typeof answer.data === "string") {
    throw new Error(JSON.stringify(answer));
  }
  return answer.data as Exclude<T, string>;
}

function require(holds: boolean): void {
  if (!holds) {
    throw new Error("not so");
  }
}

const ended = (status: Status) => status !== "queued" && status !== "running";
const aWhile = () => new Promise((wake) => setTimeout(wake, 200));

const made = need(
  await client.POST("/v1/datasets", {
    body: {name: "moons", generator: {name: "moons", samples: 60, seed: 7}},
  }),
);
const sent = need(
  await client.POST("/v1/datasets/upload", {
    body: {file: "a,b,y\n0,1,p\n1,0,q\n1,1,p\n", labelColumn: "y"},
    bodySerializer(body) {
      const form = new FormData();
      form.append("file", new Blob([body.file ?? ""]), "rows.csv");
      form.append("labelColumn", body.labelColumn ?? "");
      return form;
    },
  }),
);
require(made.samples === 60 && sent.samples === 3);

const request: components["schemas"]["TrainingJobRequest"] = {
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
const {id} = need(await client.POST("/v1/training-jobs", {body: request}));
const path = {id};
const job = () => client.GET("/v1/training-jobs/{id}", {params: {path}}).then(need);
while (!ended((await job()).status)) {
  await aWhile();
}
require((await job()).status === "succeeded");

const curve = need(await client.GET("/v1/training-jobs/{id}/loss-curve", {params: {path}}));
const trace = need(
  await client.GET("/v1/training-jobs/{id}/gradient-trace", {
    params: {path, query: {layers: [1, 2]}},
  }),
);
const diagnosis = need(await client.GET("/v1/training-jobs/{id}/diagnosis", {params: {path}}));
require(curve.complete && diagnosis.complete && trace.layers.length === 2);
require((diagnosis.verdict === "undecided") === diagnosis.undecidedBecause.length > 0);
require(diagnosis.notChecked.every(({reason}) => reason.length > 0));
const events = need(await client.GET("/v1/training-jobs/{id}/events", {params: {path}}));
const last = events[events.length - 1];
require(last?.event === "status" && last.data.status === "succeeded");
const answer = need(
  await client.POST("/v1/training-jobs/{id}/predictions", {
    params: {path},
    body: {inputs: [[0, 1]]},
  }),
);
require(answer.outputs.length === 1);
for (const format of kinds) {
  const file = await client.GET("/v1/training-jobs/{id}/export", {
    params: {path, query: {format}},
    parseAs: "arrayBuffer",
  });
  require((file.data as ArrayBuffer).byteLength > 100);
}

const experiment = need(
  await client.POST("/v1/experiments", {
    body: {base: request, factors: [{pointer: "/epochs", values: [1, 2]}], seeds: [1]},
  }),
);
const cells = {id: experiment.id};
while (
  !ended(need(await client.GET("/v1/experiments/{id}", {params: {path: cells}})).status as Status)
) {
  await aWhile();
}
const comparison = need(
  await client.GET("/v1/experiments/{id}/comparison", {params: {path: cells}}),
);
require(comparison.cells.length === 2);

const missing = await client.GET("/v1/training-jobs/{id}", {params: {path: {id: "nothing"}}});
require(missing.error?.status === 404);
const meaningless = await client.POST("/v1/training-jobs", {
  body: {...request, dataset: {id: "nothing"}},
});
require(meaningless.error?.errors?.[0]?.pointer === "/dataset/id");

for (const gone of [
  await client.DELETE("/v1/experiments/{id}", {params: {path: cells}}),
  await client.DELETE("/v1/training-jobs/{id}", {params: {path}}),
  await client.DELETE("/v1/datasets/{id}", {params: {path: {id: made.id}}}),
  await client.DELETE("/v1/datasets/{id}", {params: {path: {id: sent.id}}}),
]) {
  require(gone.response.status === 204);
}
