/**
 * What would make the network fit the data, or null if its shapes do already. Outputs, their activation and the cost
 * belong together, so that they are offered together; a choice of the user's is never changed by itself.
 *
 * @returns {{reason: string, words: string, change: (design: import("./design.js").Design) => void} | null}
 */
export function fitOf({network, cost}, {features, outputs, classes, task}) {
  const last = network.layers.at(-1);
  const allowed = task === "classification" ? [classes, ...(classes === 2 ? [1] : [])] : [outputs];
  const misfits = [
    network.inputs !== features && `it has ${network.inputs} inputs for ${features} features`,
    !allowed.includes(last.units) &&
      `it has ${last.units} outputs for ${task === "classification" ? `${classes} classes` : `${outputs} targets`}`,
  ].filter(Boolean);
  if (misfits.length === 0) {
    return null;
  }
  const head = allowed.includes(last.units)
    ? {units: last.units, activation: last.activation, cost}
    : headOf(task, classes, outputs);
  return {
    reason: misfits.join(" and "),
    words: `${features} → … → ${head.units} ${head.activation}, ${head.cost.replaceAll("_", " ")}`,
    change: (design) => {
      design.set("/network/inputs", features);
      design.set(
        "/network/layers",
        network.layers.with(-1, {...last, units: head.units, activation: head.activation}),
      );
      design.set("/cost", head.cost);
    },
  };
}

function headOf(task, classes, outputs) {
  if (task === "regression") {
    return {units: outputs, activation: "linear", cost: "mean_squared_error"};
  }
  return classes === 2
    ? {units: 1, activation: "sigmoid", cost: "binary_cross_entropy"}
    : {units: classes, activation: "softmax", cost: "categorical_cross_entropy"};
}
