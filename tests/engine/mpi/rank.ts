/** One rank of the tests of `Ranks`: prints what it finds, as a line of JSON. */
import { launchOf } from "../../../src/engine/mpi/launch.ts";
import { joinRanks } from "../../../src/engine/mpi/ranks.ts";

const [mode, patience = "60"] = Deno.args;
const launch = launchOf((name) => Deno.env.get(name));
if (launch === undefined) throw new Error("no mpirun started this");
const ranks = joinRanks(launch, Number(patience));
const { rank, size } = ranks;

if (mode === "late") {
  // Rank 1 never answers.
  if (rank === 1) await new Promise(() => setTimeout(() => {}, 60_000));
  try {
    await ranks.barrier();
  } catch (error) {
    console.log(JSON.stringify({ rank, broken: ranks.broken, message: String(error) }));
    ranks.abort(6);
  }
}

const many = new Float32Array(new SharedArrayBuffer(4 * 1_000_003)).fill(rank + 1);
many[many.length - 1] = 0.5;
let ticks = 0;
const timer = setInterval(() => ticks++, 0);
for (let i = 0; i < 20; i++) {
  many.fill(rank + 1, 0, 10);
  await ranks.sumFloats(many.subarray(0, 10));
}
await ranks.sumFloats(many);
clearInterval(timer);
const few = Float64Array.of(rank, 0.1, 2 ** 40 + rank);
await ranks.sum(few);
const told = rank === 1 ? new TextEncoder().encode("héllo") : new Uint8Array(6);
await ranks.broadcast(told, 1);
const part = new Float32Array(5).fill(rank), shifted = new Float32Array(8);
await ranks.broadcastFloats(part, size - 1);
if (rank === 0) await ranks.receive(shifted.subarray(2, 5), 1);
if (rank === 1) await ranks.send(Float32Array.of(7, 8, 9), 0);
await ranks.barrier();
await ranks.finalize();
const { broken } = ranks;
console.log(JSON.stringify({
  ...{ rank, size, broken, launch, first: many[0], middle: many[500_000], last: many.at(-1), few: [...few] },
  ...{ told: new TextDecoder().decode(told), part: [...part], shifted: [...shifted], ticks },
}));
Deno.exit(0);
