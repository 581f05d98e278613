import {equal} from "../expect.js";
import {embedded, pretty, quoted} from "./json.js";

const HOSTILE = `it's $(touch x) \`y\` \${z} */ // </script><!-- \\ \\" !! '''"""\n\r\t\u0000\u202e\u2028\ufeff 😀 \ud800`;

/** @type {import("../expect.js").Cases} */
export const cases = {
  "short things stand on one line": () => {
    equal(pretty({a: [1, 2], b: {c: null}}), '{"a":[1,2],"b":{"c":null}}');
  },
  "long things stand on lines of their own, indented": () => {
    const long = "x".repeat(90);
    equal(pretty({a: {b: long, c: [1]}}), `{\n  "a": {\n    "b": "${long}",\n    "c": [1]\n  }\n}`);
  },
  "rows of numbers are never broken": () => {
    const row = Array.from({length: 100}, (_, i) => i);
    equal(pretty([row, row]), `[\n  ${JSON.stringify(row)},\n  ${JSON.stringify(row)}\n]`);
  },
  "members that are undefined are left out": () => {
    const long = "x".repeat(90);
    equal(JSON.parse(pretty({a: undefined, long})), {long});
  },
  "what is embedded is the same JSON": () => {
    const value = {
      layers: Array.from({length: 20}, (_, i) => ({units: i, activation: "relu", none: null})),
      [HOSTILE]: HOSTILE,
    };
    equal(JSON.parse(embedded(value)), value);
    equal(JSON.parse(quoted(HOSTILE)), HOSTILE);
  },
  "nothing in it ends a quotation, a line or an element": () => {
    const text = embedded({[HOSTILE]: HOSTILE});
    const ends = [
      "'",
      "!",
      '"""',
      "</",
      "<!",
      "\r",
      "\u0000",
      "\u2028",
      "\u202e",
      "\ufeff",
      "\ud800",
    ];
    equal(
      ends.filter((end) => text.replaceAll("\ud83d", "").includes(end)),
      [],
    );
    equal(quoted(HOSTILE).includes("\n"), false);
  },
  "characters beyond the basic plane stay whole": () => equal(quoted("😀"), '"😀"'),
};
