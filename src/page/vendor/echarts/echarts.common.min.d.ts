import type * as library from "echarts/types/dist/echarts";

export type * from "echarts/types/dist/echarts";

// The file is a script: it exports nothing.
declare global {
  var echarts: typeof library;
}
