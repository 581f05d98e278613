// Writes model.json of TensorFlow.js as model.save('file://…') does.
// npm install @tensorflow/tfjs@4.22.0

import fs from 'node:fs';
import * as tf from '@tensorflow/tfjs';

const { layers } = tf;

function sequential(...all) {
  const model = tf.sequential();
  for (const layer of all) {
    model.add(layer);
  }
  return model;
}

function residual() {
  const x = tf.input({ shape: [4] });
  const h = layers.dense({ units: 6, activation: 'relu' }).apply(x);
  const branch = layers.dense({ units: 6 }).apply(layers.dense({ units: 7, activation: 'tanh' }).apply(h));
  return tf.model({ inputs: x, outputs: layers.dense({ units: 2 }).apply(layers.add().apply([h, branch])) });
}

const models = {
  tfjs_norms: sequential(
    layers.dense({ units: 8, inputShape: [4], useBias: false }),
    layers.batchNormalization(),
    layers.leakyReLU({ alpha: 0.125 }),
    layers.dropout({ rate: 0.25 }),
    layers.dense({ units: 5, activation: 'swish' }),
    layers.layerNormalization({ epsilon: 1e-5 }),
    layers.dense({ units: 3, activation: 'softmax' }),
  ),
  tfjs_residual: residual(),
};
for (const [name, model] of Object.entries(models)) {
  await model.save(
    tf.io.withSaveHandler(async ({ modelTopology, format, generatedBy, convertedBy, weightSpecs }) => {
      const weightsManifest = [{ paths: ['./weights.bin'], weights: weightSpecs }];
      const saved = { modelTopology, format, generatedBy, convertedBy, weightsManifest };
      fs.writeFileSync(`${name}.json`, `${JSON.stringify(saved)}\n`);
      return { modelArtifactsInfo: {} };
    }),
  );
}
