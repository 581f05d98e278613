import {equal} from "../expect.js";
import {StreamText} from "./stream.js";

const TEXT =
  'id:1\nevent:status\ndata:{"a": 1}\n\n: still here\n\nid:2\nevent: epoch\ndata: x\ndata: y\n\n';

const EVENTS = [
  {id: "1", event: "status", data: '{"a": 1}'},
  {id: "2", event: "epoch", data: "x\ny"},
];

/** @type {import("../expect.js").Cases} */
export const cases = {
  "events are told when they are complete": () => {
    equal(new StreamText().add(TEXT), EVENTS);
    equal(new StreamText().add(TEXT.slice(0, -1)), EVENTS.slice(0, 1));
  },
  "it does not matter where a piece ends": () => {
    for (let at = 0; at <= TEXT.length; at += 1) {
      const text = new StreamText();
      equal([...text.add(TEXT.slice(0, at)), ...text.add(TEXT.slice(at))], EVENTS);
    }
  },
  "what has no data is no event": () => {
    equal(new StreamText().add("id:3\nevent:status\n\n:\n\ndata\n\n"), [
      {id: "3", event: "", data: ""},
    ]);
  },
};
