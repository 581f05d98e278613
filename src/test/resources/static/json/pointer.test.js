import {equal, refused} from "../expect.js";
import {parentOf, setAt, tokensOf, valueAt} from "./pointer.js";

/** @type {import("../expect.js").Cases} */
export const cases = {
  "the empty pointer is the whole": () => {
    equal(tokensOf(""), []);
    equal(valueAt(7, ""), 7);
  },
  "escapes are undone in the order of RFC 6901, so that ~01 is ~1": () => {
    equal(tokensOf("/a~1b/m~0n/~01"), ["a/b", "m~n", "~1"]);
  },
  "members and indices are found": () => {
    equal(valueAt({layers: [{units: 3}, {units: 5}]}, "/layers/1/units"), 5);
    equal(valueAt({"a/b": {"": 1}}, "/a~1b/"), 1);
  },
  "what is not there is undefined, however far from there": () => {
    equal(valueAt({a: null}, "/a/b/c"), undefined);
    equal(valueAt({}, "/x/y"), undefined);
  },
  "what a value inherits is no place in it": () => {
    for (const name of ["__proto__", "constructor", "prototype", "toString"]) {
      equal(valueAt({}, `/${name}`), undefined);
      equal(valueAt([{}], `/0/${name}/${name}`), undefined);
    }
    equal(valueAt(JSON.parse('{"__proto__": {"a": 1}}'), "/__proto__/a"), undefined);
    equal(valueAt([1], "/length"), undefined);
    equal(valueAt("text", "/length"), undefined);
  },
  "nor is it set": async () => {
    for (const pointer of ["/__proto__/x", "/a/constructor/prototype/x", "/a/__proto__"]) {
      await refused(() => setAt({a: {}}, pointer, 1), `no place ${pointer}`);
      await refused(() => setAt({a: {}}, pointer, undefined), `no place ${pointer}`);
    }
  },
  "what is called like something inherited is made anew": () => {
    const root = {};
    setAt(root, "/toString/x", 1);
    equal(Object.keys(root), ["toString"]);
    equal(valueAt(root, "/toString/x"), 1);
  },
  "setting makes the objects on the way": () => {
    const root = {};
    setAt(root, "/a/b", 1);
    equal(root, {a: {b: 1}});
  },
  "setting undefined removes a member, and an element with its place": () => {
    const root = {a: 1, list: ["x", "y", "z"]};
    setAt(root, "/a", undefined);
    setAt(root, "/list/1", undefined);
    equal(root, {list: ["x", "z"]});
  },
  "the holder of a member is one token shorter": () => {
    equal(parentOf("/a/b/c"), "/a/b");
    equal(parentOf("/a"), "");
  },
};
