import {equal} from "../expect.js";
import {rootsOf} from "./findings.js";

/**
 * @param {string} rule
 * @param {string} [causedBy]
 * @returns {import("../api/contract.js").Finding}
 */
const finding = (rule, causedBy) => ({
  rule,
  causedBy,
  severity: "error",
  layers: [],
  measured: 1,
  threshold: 1,
  evidence: {},
  explanation: "",
  remedies: [],
});

/**
 * @param {import("./findings.js").Caused[]} nodes
 * @returns {object[]}
 */
const outline = (nodes) => nodes.map(({finding: {rule}, effects}) => ({[rule]: outline(effects)}));

/** @type {import("../expect.js").Cases} */
export const cases = {
  "findings stand below their cause": () => {
    const findings = [finding("slow", "vanishing"), finding("vanishing"), finding("dead", "slow")];
    equal(outline(rootsOf(findings)), [{vanishing: [{slow: [{dead: []}]}]}]);
  },
  "a cause that was not found is none": () => {
    equal(outline(rootsOf([finding("slow", "vanishing")])), [{slow: []}]);
  },
  "a finding is not its own cause": () => {
    equal(outline(rootsOf([finding("slow", "slow")])), [{slow: []}]);
  },
};
