/** How the cells of an experiment are called: by what differs between them. */
export function cellTitle({title, factors}) {
  return (
    title ??
    (Object.entries(factors)
      .map(([pointer, value]) => `${memberOf(pointer)} ${shortly(value)}`)
      .join(", ") ||
      "as it is")
  );
}

/** `/optimizer/learningRate` as `learning rate`. */
function memberOf(pointer) {
  return pointer
    .split("/")
    .at(-1)
    .replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
}

function shortly(value) {
  if (value === null || typeof value !== "object") {
    return String(value).replaceAll("_", " ");
  }
  if (Array.isArray(value)) {
    return JSON.stringify(value);
  }
  const {name, ...rest} = value;
  return [name, ...Object.entries(rest).map(([key, each]) => `${key} ${shortly(each)}`)]
    .filter(Boolean)
    .join(", ");
}

/** Runs of one cell. */
export function runsOf(experiment, cell) {
  return experiment.runs.filter((run) => run.cell === cell);
}
