/** `ascii-gen generate --prompt … --model-size …`: another way to say `create`. */
export { generateCommand as command } from "./create.ts";
