import {contains, equal, refused} from "./expect.js";

/** What the page's charts are made of. @type {import("./vendor/echarts/echarts.common.min.js").EChartsOption} */
const CHART = {
  animation: false,
  tooltip: {trigger: "axis"},
  legend: {show: true},
  xAxis: {type: "category", data: ["a", "b", "c"]},
  yAxis: {type: "value", name: "loss"},
  dataZoom: [{type: "inside"}],
  series: [
    {name: "line", type: "line", data: [1, 2, 3], markLine: {data: [{yAxis: 2}]}},
    {name: "bar", type: "bar", stack: "x", data: [1, 2, 3]},
    {name: "points", type: "scatter", data: [3, 2, 1]},
    {
      name: "own",
      type: "custom",
      data: [1],
      renderItem: () => ({type: "rect", shape: {x: 0, y: 0, width: 9, height: 9}}),
    },
  ],
};

/** @type {import("./expect.js").Cases} */
export const cases = {
  "what values inherit is frozen": async () => {
    for (const each of [Object, Array, Function, String, Number, Boolean, Map, Set, Promise]) {
      equal([Object.isFrozen(each), Object.isFrozen(each.prototype)], [true, true]);
    }
    await refused(() => Object.assign(Object.prototype, {method: "DELETE"}), "not extensible");
    await refused(() => Object.assign(Object.prototype, {toString: () => "x"}), "toString");
    await refused(() => Object.assign(Array.prototype, {at: () => "x"}), "read only");
  },
  "what a value has of its own is its own": () => {
    const value = {};
    value.toString = () => "own";
    equal([String(value), Object.keys(value)], ["own", ["toString"]]);
    equal(String({}), "[object Object]");
  },
  "errors are named, as everywhere": () => {
    const error = new Error("x");
    error.name = "Own";
    equal(String(error), "Own: x");
  },
  "ECharts draws": async () => {
    await import("./vendor/echarts/echarts.common.min.js");
    const {echarts} = globalThis;
    for (const renderer of /** @type {const} */ (["svg", "canvas"])) {
      const element = document.createElement("div");
      const chart = echarts.init(element, null, {renderer, width: 300, height: 200});
      chart.setOption(CHART);
      chart.dispatchAction({type: "showTip", seriesIndex: 0, dataIndex: 1});
      contains(chart.getDataURL(), renderer === "svg" ? "data:image/svg+xml" : "data:image/png");
      chart.dispose();
    }
  },
  "KaTeX writes": async () => {
    await import("./vendor/katex/katex.min.js");
    const {katex} = globalThis;
    const formula = String.raw`\delta^l = \left((W^{l+1})^\top \delta^{l+1}\right) \odot
        \sigma'(z^l), \quad \frac{\partial C}{\partial w} = \begin{cases} 1 & x \\ 0 \end{cases}`;
    contains(katex.renderToString(formula, {throwOnError: true}), 'class="mfrac"');
  },
};
