import type library from "katex";

export {};

// The file is a script: it exports nothing.
declare global {
  var katex: typeof library;
}
