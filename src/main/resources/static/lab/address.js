import {MOST_PARAMETERS, startOf} from "../job/body.js";
import {compact, expanded} from "../json/compact.js";
import {same} from "../json/equal.js";
import {addressOf, remember} from "../route.js";
import {Design} from "./design.js";
import {isVariant, stateIn} from "./link.js";
import {stateOf} from "./presets.js";
import {tidied} from "./tidy.js";

/**
 * @import {JobBody, Parameters, Preset} from "../api/contract.js"
 * @import {State} from "./design.js"
 * @import {Variant} from "./variant.js"
 */

/** The state of a design that follows no preset. */
const BLANK = new Design().state;

/**
 * The Lab's address: `?preset=name` (and `&compare=cost:quadratic` where B differs from the
 * preset's) as long as nothing else was changed, `?spec=…` with everything after that.
 *
 * @param {URLSearchParams} query
 * @param {Preset[]} presets
 */
export async function designAt(query, presets) {
  const spec = query.get("spec");
  if (spec !== null) {
    const {preset, ...state} = await specIn(spec);
    if (state.body && state.start !== undefined) {
      state.body.parameters = await givenTo(state.start);
    }
    return {design: new Design(state), preset: presets.find(({name}) => name === preset)};
  }
  const named = query.get("preset");
  const preset = presets.find(({name}) => name === named);
  if (!preset && named !== null) {
    throw new Error(`There is no preset “${named}”.`);
  }
  const state = preset ? stateOf(preset) : {};
  const compare = query.get("compare");
  if (compare !== null) {
    state.variant = variantIn(compare);
  }
  return {design: new Design(state), preset};
}

/**
 * @param {string} place of the run whose parameters a design starts from, too
 * @returns {Promise<Parameters[]>}
 */
async function givenTo(place) {
  const parameters = await startOf(place);
  if (!parameters) {
    throw new Error("This link starts from the parameters of a run that was given none.");
  }
  return parameters;
}

/**
 * @param {string} text
 * @returns {Promise<Partial<State> & {preset?: string}>}
 */
async function specIn(text) {
  try {
    return stateIn(await expanded(text));
  } catch (error) {
    throw new Error("This link is damaged: what it says of the network cannot be read.", {
      cause: error,
    });
  }
}

/**
 * @param {Design} design
 * @param {Preset | undefined} preset
 * @returns {Promise<{spec?: string, preset?: string, compare?: string}>} a `spec` that is undefined
 *     is too long for an address
 */
async function queryOf(design, preset) {
  const {variant, ...rest} = design.state;
  const {variant: original, ...originalRest} = preset ? new Design(stateOf(preset)).state : BLANK;
  if (!same(rest, originalRest) || variant?.kind === "patch") {
    return {spec: await compact({preset: preset?.name, ...inShort(design.state)})};
  }
  return {
    ...(preset && {preset: preset.name}),
    ...(!same(variant, original) && {compare: variant ? textOf(variant) : "none"}),
  };
}

/**
 * Whether the design is still the preset's, so that its expectations hold.
 *
 * @param {Design} design
 * @param {Preset | undefined} preset
 */
export async function isUntouched(design, preset) {
  const query = await queryOf(design, preset);
  return !("spec" in query || "compare" in query);
}

/**
 * The address of the Lab with a body that was posted once.
 *
 * @param {JobBody} body
 * @param {string} [place] of the run which was given its parameters
 * @returns {Promise<string | undefined>} undefined if the body is too long for an address
 */
export function addressOfBody(body, place) {
  const start = sizeOf(body.parameters) > MOST_PARAMETERS ? place : undefined;
  return addressOfState({body: {...body, network: tidied(body.network)}, start});
}

/** @param {Parameters[]} [parameters] */
function sizeOf(parameters = []) {
  return parameters.reduce((sum, {weights}) => sum + weights.length * (weights[0]?.length ?? 0), 0);
}

/**
 * The address of the Lab in a state.
 *
 * @param {Partial<State>} state
 * @returns {Promise<string | undefined>} undefined if the state is too long for an address
 */
export async function addressOfState(state) {
  const spec = await compact(inShort(new Design(state).state));
  return spec && addressOf("lab", [], {spec});
}

/**
 * A state without the parameters that a run has, which it names.
 *
 * @param {State} state
 * @returns {State}
 */
function inShort(state) {
  return state.start === undefined
    ? state
    : {...state, body: {...state.body, parameters: undefined}};
}

/** The address follows once the user pauses. */
const PAUSE_MS = 200;

/**
 * Keeps the address up to date.
 *
 * @param {Design} design
 * @param {Preset | undefined} preset
 * @param {AbortSignal} signal
 * @returns {() => Promise<boolean>} writes it at once, before the view is left, and says whether
 *     the design fits into it
 */
export function followDesign(design, preset, signal) {
  let timer = 0;
  let writes = 0;
  const write = async () => {
    clearTimeout(timer);
    writes += 1;
    const own = writes;
    const query = await queryOf(design, preset);
    const fits = !("spec" in query && query.spec === undefined);
    if (fits && own === writes && !signal.aborted) {
      remember("lab", [], /** @type {Record<string, string>} */ (query));
    }
    return fits;
  };
  design.onChange(() => {
    clearTimeout(timer);
    timer = setTimeout(write, PAUSE_MS);
  }, signal);
  signal.addEventListener("abort", () => clearTimeout(timer));
  return write;
}

/** @param {Variant} variant */
function textOf({kind, value}) {
  return `${kind}:${typeof value === "string" ? value : JSON.stringify(value)}`;
}

/**
 * @param {string} text such as `cost:quadratic`
 * @returns {Variant | null}
 */
export function variantIn(text) {
  if (text === "none") {
    return null;
  }
  const colon = text.indexOf(":");
  const [kind, value] = [text.slice(0, Math.max(0, colon)), text.slice(colon + 1)];
  const isJson = /^[[{\d-]/.test(value);
  const variant = {kind, value: isJson ? JSON.parse(value) : value};
  if (kind === "patch" || !isVariant(variant)) {
    throw new Error(`“${text}” is not something to compare with.`);
  }
  return variant;
}
