/** A process that multiplies by oneDNN for as long as it takes to be sent some thousand signals. */
import { openOneDnn } from "../../src/engine/onednn.ts";

const SECONDS = 2, FLOATS = 1 << 18;

const library = openOneDnn(1);
if (library === null) throw new Error("oneDNN is not installed");
let signals = 0;
// One that does nothing where it comes before this is listened to.
Deno.addSignalListener("SIGWINCH", () => signals++);
const values = Array.from({ length: 3 }, () => new Float32Array(FLOATS).fill(1));
const [a, b, c] = values.map((each) => Number(Deno.UnsafePointer.value(Deno.UnsafePointer.of(each))));
console.log("ready");
const end = performance.now() + 1000 * SECONDS;
for (let i = 0; performance.now() < end; i++) {
  const [m, n, k] = [16 + i % 200, 16 + (7 * i) % 180, 16 + (13 * i) % 300];
  library.sgemm(false, i % 2 === 0, m, n, k, 1, a!, k, b!, i % 2 === 0 ? k : n, 0, c!, n);
  if (values[2]![m * n - 1] !== k) throw new Error(`the product of ones is not ${k}`);
  if (i % 500 === 0) await new Promise((resolve) => setTimeout(resolve, 0));
}
console.log(signals);
