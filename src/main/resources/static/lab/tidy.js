/**
 * A network as the service echoes it, written as people write it: what all layers share said once, equal neighbours as a
 * repeated one. It means the same.
 */
export function tidied({inputs, layers, weightInitializer, biasInitializer}) {
  const shared = (own, key) =>
    layers.every((layer) => same(layer[key] ?? own, layers[0][key] ?? own))
      ? (layers[0][key] ?? own)
      : undefined;
  const weights = shared(weightInitializer, "weightInitializer");
  const biases = shared(biasInitializer, "biasInitializer");
  const rows = layers.map(
    ({
      weightInitializer: w = weightInitializer,
      biasInitializer: b = biasInitializer,
      useBias,
      ...layer
    }) => ({
      ...layer,
      ...(!weights && w && {weightInitializer: w}),
      ...(!biases && b && {biasInitializer: b}),
      ...(useBias === false && {useBias}),
    }),
  );
  return {
    inputs,
    layers: folded(rows),
    ...(weights && {weightInitializer: weights}),
    ...(biases && {biasInitializer: biases}),
  };
}

function folded(layers) {
  const rows = [];
  for (const {repeat = 1, ...layer} of layers) {
    const last = rows.at(-1);
    if (last && same(last.layer, layer)) {
      last.repeat += repeat;
    } else {
      rows.push({layer, repeat});
    }
  }
  return rows.map(({layer, repeat}) => (repeat > 1 ? {...layer, repeat} : layer));
}

const same = (one, other) => JSON.stringify(one) === JSON.stringify(other);
