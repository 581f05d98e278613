import {compact, expanded} from "../json/compact.js";
import {addressOf, remember} from "../route.js";
import {Design} from "./design.js";
import {stateOf} from "./presets.js";
import {tidied} from "./tidy.js";

/**
 * The Lab's address: `?preset=name` (and `&compare=cost:quadratic` where B differs from the preset's) as long as nothing
 * else was changed, `?spec=…` with everything after that.
 */
export async function designAt(query, presets) {
  if (query.has("spec")) {
    const {preset, ...state} = await expanded(query.get("spec")).catch(() => {
      throw new Error("This link is damaged: what it says of the network cannot be read.");
    });
    return {design: new Design(state), preset: presets.find(({name}) => name === preset)};
  }
  const preset = presets.find(({name}) => name === query.get("preset"));
  if (!preset && query.has("preset")) {
    throw new Error(`There is no preset “${query.get("preset")}”.`);
  }
  const state = preset ? stateOf(preset) : {};
  if (query.has("compare")) {
    state.variant = variantIn(query.get("compare"));
  }
  return {design: new Design(state), preset};
}

export async function queryOf(design, preset) {
  const original = preset ? stateOf(preset) : new Design().state;
  const {variant, ...rest} = design.state;
  const {variant: itsVariant = null, ...itsRest} = new Design(original).state;
  if (!same(rest, itsRest) || variant?.kind === "patch") {
    return {spec: await compact({preset: preset?.name, ...design.state})};
  }
  return {
    ...(preset && {preset: preset.name}),
    ...(!same(variant, itsVariant) && {compare: variant ? textOf(variant) : "none"}),
  };
}

/** Whether the design is still the preset's, so that its expectations hold. */
export async function isUntouched(design, preset) {
  const query = await queryOf(design, preset);
  return !("spec" in query) && !("compare" in query);
}

/** The address of the Lab with a body that was posted once. */
export async function addressOfBody(body) {
  return addressOf("lab", [], {
    spec: await compact({
      body: {...body, network: tidied(body.network)},
      variant: null,
      first: 1000,
    }),
  });
}

/** Browsers refuse, and nobody sends, longer links; rows and weights in the thousands do not fit. */
const LONGEST = 50_000;

/**
 * Keeps the address up to date. The returned function writes it at once, before the view is left.
 *
 * @returns {() => Promise<boolean>} whether the design fits into an address
 */
export function followDesign(design, preset, signal) {
  let timer;
  const write = async () => {
    clearTimeout(timer);
    const query = await queryOf(design, preset);
    const fits = (query.spec?.length ?? 0) <= LONGEST;
    if (fits && !signal.aborted) {
      remember("lab", [], query);
    }
    return fits;
  };
  design.addEventListener("change", () => {
    clearTimeout(timer);
    timer = setTimeout(write, 200);
  });
  signal.addEventListener("abort", () => clearTimeout(timer));
  return write;
}

const same = (one, other) => JSON.stringify(one) === JSON.stringify(other);

const textOf = ({kind, value}) =>
  `${kind}:${typeof value === "string" ? value : JSON.stringify(value)}`;

function variantIn(text) {
  if (text === "none") {
    return null;
  }
  const [, kind, value] = text.match(/^(\w+):(.*)$/s) ?? [];
  if (!["cost", "activation", "initializer", "optimizer", "learningRate"].includes(kind)) {
    throw new Error(`“${text}” is not something to compare with.`);
  }
  return {kind, value: /^[[{\d-]/.test(value) ? JSON.parse(value) : value};
}
