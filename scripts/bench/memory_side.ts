/** One process of `deno task bench memory`: memory_side.ts INPUT, as JSON; trains as `ascii-gen train` does. */
import { writeErrorLine, writeOut } from "../../src/cli/terminal.ts";
import { train, type TrainInput } from "../../src/operations/train.ts";
import type { MemorySide } from "./memory.ts";

// cast: memory.ts writes it
const input = JSON.parse(Deno.args[0]!) as TrainInput;
const began = performance.now();
let told = "";
await train(input, {
  log: (line) => {
    if (line.startsWith("--memory")) told = line;
    else writeErrorLine(line);
  },
  progress: () => {},
  signal: new AbortController().signal,
});
const [, kibibytes] = /^VmHWM:\s*(\d+) kB/m.exec(Deno.readTextFileSync("/proc/self/status"))!;
const seconds = (performance.now() - began) / 1000;
const side: MemorySide = { peak: 1024 * Number(kibibytes), told, seconds };
writeOut(JSON.stringify(side) + "\n");
Deno.exit(0);
