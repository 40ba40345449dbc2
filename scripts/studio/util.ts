/** What the page needs of `node:util`, in a browser. */

/** Escape sequences of terminals: commands to the end of their string, and those of parameters and a letter. */
const SEQUENCES =
  // deno-lint-ignore no-control-regex -- they begin with control characters
  /(?:\x1b\]|\x9d)[^\x07\x1b\x9c]*(?:\x07|\x1b\\|\x9c)|(?:\x1b\[|\x9b)[0-?]*[ -/]*[@-~]|\x1b[ -/]*[0-~]/g;

export const stripVTControlCharacters = (text: string): string => text.replace(SEQUENCES, "");
