/** A process that asks an Ollama for its version: the address is told on the command line. */
import { findOllama } from "../../../src/synthesis/make.ts";

const { version } = await findOllama(Deno.args[0], new AbortController().signal);
console.log(version);
