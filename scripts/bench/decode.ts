/** `deno task bench decode`: tokens a second of this engine, of onnxruntime's Python API and of a plain C program. */
import { join } from "node:path";
import { readBundle } from "../../src/tasks/art/bundle/read.ts";
import { planQuantisation } from "../../src/bundle/quantisation.ts";
import { type BundleContent, bundleContent, writeBundle } from "../../src/tasks/art/bundle/write.ts";
import { writeErrorLine, writeOut } from "../../src/cli/terminal.ts";
import { loadRuntime } from "../../src/inference/runtime/native.ts";
import { type ModelSession, openSession } from "../../src/tasks/art/draw/session.ts";
import { writeInputs } from "./decode_inputs.ts";
import { decodeReport, type Measured } from "./decode_report.ts";
import { engineSides, type Format, FORMATS, peerSide, PLAIN, type Side } from "./decode_sides.ts";
import { benchStreams, COUNTS } from "./decode_streams.ts";
import { compileC, inTemporaryFolder, type Peer, pythonWith, startPeer } from "./peer.ts";

/** Settings of the decoding benchmark. */
export interface DecodeBenchOptions {
  model: string;
  /** How often everything is measured. */
  rounds: number;
  /** A Python that has onnxruntime and numpy; without it one is made for this run. */
  python?: string | undefined;
}

/** Greatest difference of two programs' logits in fp32, relative to the largest logit. */
const TOLERANCE = 1e-4;

/** Measures and prints one table. Throws when the programs do not compute the same. */
export async function decodeBench({ model, rounds, python: given }: DecodeBenchOptions): Promise<void> {
  await inTemporaryFolder(async (folder) => {
    writeErrorLine("bench: writing the model with fp32, int8 and int4 weights");
    const { content, sessions } = await openFormats(model, folder);
    const [session] = sessions.values();
    const { window } = content.config;
    const streams = benchStreams(session!);
    const file = writeInputs(folder, content, streams.inputs);
    const { sides, costs } = engineSides(sessions, streams, folder);
    const peers: Peer[] = [];
    try {
      for await (const { peer, name, formats } of startPeers(folder, file, given)) {
        peers.push(peer);
        sides.push(...formats.map((format) => peerSide(name, format, peer, folder, window)));
      }
      writeErrorLine("bench: comparing logits");
      const { measured, largest } = await compareLogits(sides);
      for (let round = 0; round < rounds; round++) {
        writeErrorLine(`bench: round ${round + 1} of ${rounds}`);
        for (const { side, rates } of round % 2 === 0 ? measured : measured.toReversed()) {
          for (const count of COUNTS) rates.get(count)!.push(await side.rate(count));
        }
      }
      writeOut(decodeReport(content, rounds, measured, largest, costs));
    } finally {
      for (const peer of peers) await peer.close();
      for (const session of sessions.values()) await session.close();
    }
  });
}

/** Starts the other programs, as far as there is a Python and a C compiler. */
async function* startPeers(
  folder: string,
  file: string,
  given: string | undefined,
): AsyncGenerator<{ peer: Peer; name: string; formats: readonly Format[] }> {
  const { version } = await loadRuntime();
  const python = await pythonWith([`onnxruntime==${version}`, "numpy"], given, folder);
  if (python !== undefined) {
    const peer = startPeer(python, [join(import.meta.dirname!, "decode.py"), folder]);
    yield { peer, name: `${await peer.ask()}, Python`, formats: FORMATS };
  }
  const program = await compileC(join(import.meta.dirname!, "decode.c"), join(folder, "decode"));
  if (program !== undefined) {
    yield { peer: startPeer(program, [file]), name: PLAIN, formats: ["fp32", "int8"] };
  }
}

/** Writes the model in each format into a folder, as `deno task quantize` does, and opens them. */
async function openFormats(model: string, folder: string) {
  const source = await readBundle(model);
  const content = bundleContent(source);
  const names = Object.keys(content.parameters);
  const sessions = new Map<Format, ModelSession>();
  for (const format of FORMATS) {
    const how: Pick<BundleContent, "quantisation"> = format === "fp32"
      ? {}
      : { quantisation: planQuantisation(format, names, source.manifest.files["model.onnx"].sha256) };
    await writeBundle(join(folder, format), { ...content, ...how });
    sessions.set(format, await openSession(await readBundle(join(folder, format))));
  }
  return { content, sessions };
}

/** Takes the first side's logits for right: this engine's in fp32. Throws when another fp32 differs. */
async function compareLogits(sides: readonly Side[]): Promise<{ measured: Measured[]; largest: number }> {
  const measured = sides.map((side): Measured => {
    return { side, rates: new Map(COUNTS.map((count) => [count, []])), difference: undefined };
  });
  let largest = 0;
  for (const count of COUNTS) {
    const right = await sides[0]!.logits!(count);
    largest = Math.max(largest, greatest(right, () => 0));
    for (const entry of measured.slice(1)) {
      const { name, format, logits } = entry.side;
      if (logits === undefined) continue;
      const own = await logits(count);
      if (own.length !== right.length) {
        throw new Error(`${name} gave ${own.length} logits, not ${right.length}`);
      }
      const difference = greatest(own, (i) => right[i]!);
      entry.difference = Math.max(entry.difference ?? 0, difference);
      if (format === "fp32" && !(difference <= TOLERANCE * largest)) {
        throw new Error(
          `${name}, ${format}: logits are up to ${difference} off: this is not the same network`,
        );
      }
    }
  }
  return { measured, largest };
}

/** Greatest distance of values from others; NaN where one is. */
function greatest(values: Float32Array, other: (i: number) => number): number {
  return values.reduce((most, value, i) => {
    const distance = Math.abs(value - other(i));
    return distance <= most ? most : distance;
  }, 0);
}
