import {isMemberName, tokensOf} from "../json/pointer.js";

/**
 * What a link may say of the Lab: values that the form can show, whoever has written them. What the
 * service refuses is not refused here.
 *
 * @import {JobBody} from "../api/contract.js"
 * @import {State} from "./design.js"
 * @import {Kind, Variant} from "./variant.js"
 */

/** Characters of a name, and of a number as somebody has typed it. */
const LONGEST_TEXT = 1000;

/** Rows of layers, operations of a patch, and objects and lists within each other. */
const MOST_LAYERS = 1000;
const MOST_OPERATIONS = 100;
const DEEPEST = 20;

const OPERATIONS = ["add", "remove", "replace"];

/**
 * @param {unknown} value of a link
 * @returns {Partial<State> & {preset?: string}}
 * @throws {Error} if the form cannot show it
 */
export function stateIn(value) {
  if (!(isPlain(value) && isRecord(value))) {
    throw new Error("It is no state of the Lab.");
  }
  const {preset, body, variant = null, first, start} = value;
  requireThat(isAbsentOr(isText)(preset), "preset");
  requireThat(isBody(body), "body");
  requireThat(variant === null || isVariant(variant), "variant");
  requireThat(isAbsentOr(isTyped)(first), "first");
  requireThat(isAbsentOr(isText)(start), "start");
  // Who follows a link shall tell nobody of it.
  const {notify: _, ...kept} = /** @type {JobBody} */ (body);
  const state = {preset, body: kept, variant, first, ...(start !== undefined && {start})};
  return /** @type {Partial<State> & {preset?: string}} */ (state);
}

/**
 * @param {unknown} value
 * @returns {value is Variant}
 */
export function isVariant(value) {
  if (!(isPlain(value) && isRecord(value) && typeof value.kind === "string")) {
    return false;
  }
  const {kind, value: choice, title} = value;
  return (
    Object.hasOwn(CHOICES, kind) &&
    CHOICES[/** @type {Kind} */ (kind)](choice) &&
    (kind !== "patch" || isText(title))
  );
}

/**
 * What each kind of variant has.
 *
 * @type {Record<Kind, (choice: unknown) => boolean>}
 */
const CHOICES = {
  cost: isText,
  activation: isText,
  initializer: isNamed,
  optimizer: isNamed,
  learningRate: isAbsentOr(isTyped),
  patch: isListOf(isOperation, MOST_OPERATIONS),
};

/** Members of a body that the form looks into. @type {[string, (value: unknown) => boolean][]} */
const MEMBERS = [
  ["network", isNetwork],
  ["cost", isText],
  ["optimizer", isNamed],
  ["name", isAbsentOr(isText)],
  ["dataset", isAbsentOr(isData)],
  ["validation", isAbsentOr(isRecord)],
  ["learningRateSchedule", isAbsentOr(isNamed)],
  ["earlyStopping", isAbsentOr(isRecord)],
  ["trace", isAbsentOr(isRecord)],
];

/** @param {unknown} value */
function isBody(value) {
  return isRecord(value) && MEMBERS.every(([name, isFit]) => isFit(value[name]));
}

/** @param {unknown} value */
function isNetwork(value) {
  return (
    isRecord(value) &&
    isAbsentOr(isTyped)(value.inputs) &&
    isListOf(isEntry, MOST_LAYERS)(value.layers) &&
    isAbsentOr(isNamed)(value.weightInitializer) &&
    isAbsentOr(isNamed)(value.biasInitializer) &&
    isAbsentOr(isNamed)(value.inputNormalization) &&
    isAbsentOr(isTyped)(value.inputDropout)
  );
}

/** @param {unknown} value */
function isEntry(value) {
  return isRecord(value) && value.residual !== undefined ? isBlock(value) : isLayer(value);
}

/** @param {Record<string, unknown>} value */
function isBlock({residual, repeat, scale, normalization}) {
  return (
    (typeof residual === "string" || isListOf(isLayer, MOST_LAYERS)(residual)) &&
    isAbsentOr(isTyped)(repeat) &&
    isAbsentOr(isTyped)(scale) &&
    isAbsentOr(isNamed)(normalization)
  );
}

/** @param {unknown} value */
function isLayer(value) {
  return (
    isRecord(value) &&
    isText(value.activation) &&
    isAbsentOr(isNamed)(value.normalization) &&
    isAbsentOr(isTyped)(value.dropout) &&
    isAbsentOr(isTyped)(value.units) &&
    isAbsentOr(isTyped)(value.repeat) &&
    isAbsentOr(isNamed)(value.weightInitializer) &&
    isAbsentOr(isNamed)(value.biasInitializer)
  );
}

/**
 * Data; or the text that somebody has typed instead of their JSON.
 *
 * @param {unknown} value
 */
function isData(value) {
  return (
    typeof value === "string" ||
    (isRecord(value) && isAbsentOr(isText)(value.id) && isAbsentOr(isNamed)(value.generator))
  );
}

/** @param {unknown} value */
function isOperation(value) {
  return (
    isRecord(value) &&
    OPERATIONS.includes(String(value.op)) &&
    isText(value.path) &&
    tokensOf(value.path).every(isMemberName)
  );
}

/**
 * A choice of the catalogue with its parameters.
 *
 * @param {unknown} value
 */
function isNamed(value) {
  return isRecord(value) && isText(value.name);
}

/**
 * A number, or what was typed in its place.
 *
 * @param {unknown} value
 */
function isTyped(value) {
  return typeof value === "number" || isText(value);
}

/**
 * @param {unknown} value
 * @returns {value is string}
 */
function isText(value) {
  return typeof value === "string" && value.length <= LONGEST_TEXT;
}

/**
 * @param {unknown} value
 * @returns {value is Record<string, unknown>}
 */
function isRecord(value) {
  return value !== null && typeof value === "object" && !Array.isArray(value);
}

/**
 * @param {(value: unknown) => boolean} isFit
 * @returns {(value: unknown) => boolean}
 */
function isAbsentOr(isFit) {
  return (value) => value === undefined || isFit(value);
}

/**
 * @param {(value: unknown) => boolean} isFit of each of at least one
 * @param {number} most
 * @returns {(value: unknown) => boolean}
 */
function isListOf(isFit, most) {
  return (value) =>
    Array.isArray(value) && value.length > 0 && value.length <= most && value.every(isFit);
}

/**
 * Whether values are nested within reason, and called like members.
 *
 * @param {unknown} value
 * @param {number} [depth]
 * @returns {boolean}
 */
function isPlain(value, depth = 0) {
  if (value === null || typeof value !== "object") {
    return true;
  }
  return (
    depth < DEEPEST &&
    Object.entries(value).every(([name, each]) => isMemberName(name) && isPlain(each, depth + 1))
  );
}

/**
 * @param {boolean} isFit
 * @param {string} member
 */
function requireThat(isFit, member) {
  if (!isFit) {
    throw new Error(`Its ${member} cannot be shown.`);
  }
}
