import {equal, refused} from "../expect.js";
import {patched} from "./patch.js";

/** @type {import("../expect.js").Cases} */
export const cases = {
  "the value itself stays as it is": () => {
    const body = {optimizer: {name: "sgd"}};
    const changed = patched(body, [{op: "replace", path: "/optimizer/name", value: "adam"}]);
    equal(changed, {optimizer: {name: "adam"}});
    equal(body, {optimizer: {name: "sgd"}});
  },
  "what a patch puts in is not shared with it": () => {
    const value = {name: "adam"};
    const changed = patched({optimizer: {}}, [{op: "add", path: "/optimizer", value}]);
    value.name = "other";
    equal(changed, {optimizer: {name: "adam"}});
  },
  "elements are added before an index, and behind the last": () => {
    equal(patched(["a", "b"], [{op: "add", path: "/1", value: "x"}]), ["a", "x", "b"]);
    equal(patched(["a", "b"], [{op: "add", path: "/-", value: "x"}]), ["a", "b", "x"]);
  },
  "an element is replaced where it stands": () => {
    equal(patched(["a", "b"], [{op: "replace", path: "/0", value: "x"}]), ["x", "b"]);
  },
  "elements and members are removed": () => {
    equal(patched({l: [1, 2, 3], m: 4}, [{op: "remove", path: "/l/1"}]), {l: [1, 3], m: 4});
    equal(patched({l: [1], m: 4}, [{op: "remove", path: "/m"}]), {l: [1]});
  },
  "operations follow each other": () => {
    const patch = [
      {op: /** @type {const} */ ("add"), path: "/a~1b", value: {}},
      {op: /** @type {const} */ ("add"), path: "/a~1b/c", value: 1},
    ];
    equal(patched({}, patch), {"a/b": {c: 1}});
  },
  "a patch reaches nothing but the value": async () => {
    for (const path of [
      "/__proto__/method",
      "/constructor/prototype/method",
      "/list/__proto__/method",
      "/list/0/__proto__/__proto__/method",
      "/__proto__",
      "/list/constructor",
    ]) {
      for (const op of /** @type {const} */ (["add", "replace", "remove"])) {
        const patch = [{op, path, value: "DELETE"}];
        await refused(() => patched({list: [{}]}, patch), `no ${path} to change`);
      }
    }
    equal(Reflect.has({}, "method"), false);
  },
  "no element is where no index is": async () => {
    for (const path of ["/length", "/-1", "/01", "/1.5", "/3", "/"]) {
      await refused(() => patched([1, 2], [{op: "replace", path, value: 9}]), `no ${path} to`);
    }
  },
  "a place that is not there is refused by name": () =>
    refused(() => patched({}, [{op: "replace", path: "/a/b", value: 1}]), "no /a/b to change"),
};
