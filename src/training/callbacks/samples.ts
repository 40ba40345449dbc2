import { callback } from "./callback.ts";

/** What the model does as it is now, in the log. */
export const samples = callback("what the model does at each checkpoint, in the log", {}, (_, { log }) => ({
  sampled: ({ lines }) => lines.forEach(log),
}));
