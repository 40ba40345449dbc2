import assert from "node:assert/strict";
import { join } from "node:path";
import { rateBehind } from "../../../scripts/bench/decode_engine.ts";
import { noiseStream, writeInputs } from "../../../scripts/bench/decode_inputs.ts";
import { decodeReport } from "../../../scripts/bench/decode_report.ts";
import { engineSides, type Format, peerSide } from "../../../scripts/bench/decode_sides.ts";
import { benchStreams } from "../../../scripts/bench/decode_streams.ts";
import { compileC, pythonWith, startPeer } from "../../../scripts/bench/peer.ts";
import { UserError } from "../../../src/base/errors.ts";
import { writeRandomModel } from "../../e2e/binary.ts";
import { randomParameters, tinyConfig, toySession } from "../../tasks/art/toy.ts";

const compiler = await new Deno.Command("cc", { args: ["--version"], stdout: "null", stderr: "null" })
  .output().then(({ success }) => success, () => false);

Deno.test({
  name:
    "decode.c gives the engine's logits, behind a full window too, when weights are fp32 and nearly when int8",
  ignore: !compiler,
  async fn() {
    const parameters = randomParameters(tinyConfig, 1);
    const session = await toySession(tinyConfig, parameters);
    const folder = await Deno.makeTempDir();
    try {
      const streams = benchStreams(session);
      const { sides: [engine] } = engineSides(new Map([["fp32", session]]), streams, folder);
      const file = writeInputs(folder, { ...session, parameters }, streams.inputs);
      const program = await compileC(
        join(import.meta.dirname!, "../../../scripts/bench/decode.c"),
        join(folder, "decode"),
      );
      const peer = startPeer(program!, [file]);
      const right = await engine!.logits!(8);
      const positions = right.length / 8 / session.tokenizer.vocabularySize;
      assert.ok(positions > 2 * tinyConfig.window);
      for (const [format, tolerance] of [["fp32", 1e-4], ["int8", 0.1]] as const) {
        const side = peerSide("C", format, peer, folder, tinyConfig.window);
        const own = await side.logits!(8);
        assert.equal(own.length, right.length);
        const difference = own.reduce((most, value, i) => Math.max(most, Math.abs(value - right[i]!)), 0);
        assert.ok(difference < tolerance, `${format}: ${difference}`);
        assert.ok(await side.rate(1) > 0);
      }
      await peer.close();
    } finally {
      await session.close();
      await Deno.remove(folder, { recursive: true });
    }
  },
});

Deno.test("engineSides() deals streams among cores, each with the model in the folder", async () => {
  const session = await toySession(tinyConfig, randomParameters(tinyConfig, 1));
  const folder = await Deno.makeTempDir();
  try {
    await writeRandomModel(join(folder, "fp32"));
    const { sides } = engineSides(new Map([["fp32", session]]), benchStreams(session), folder);
    const side = sides.find(({ name }) => name.endsWith("cores"))!;
    assert.ok(await side.rate(8) > 0);
  } finally {
    await session.close();
    await Deno.remove(folder, { recursive: true });
  }
});

Deno.test("noiseStream() has at least the characters asked for and is the same when the seed is", async () => {
  const session = await toySession(tinyConfig, randomParameters(tinyConfig, 1));
  const { tokenizer } = session;
  const [first, again, other] = [1, 1, 2].map((seed) =>
    noiseStream(session, { characters: 50, width: 9 }, seed).tokens
  );
  await session.close();
  assert.deepEqual(first!.slice(0, 2), [tokenizer.widthToken(9), tokenizer.heightToken(5)]);
  assert.equal(tokenizer.decode(first!.slice(2)).length, 50);
  assert.deepEqual(first, again);
  assert.notDeepEqual(first, other);
});

Deno.test("rateBehind() leaves out the first steps when there are enough", () => {
  assert.equal(rateBehind([0, 100, 110, 120, 130], 1), 100);
  assert.equal(rateBehind([0, 100, 110, 120, 130], 9), 100);
});

Deno.test("decodeReport() gives medians, spread and the part of C's fp32 when C was measured", () => {
  const side = (name: string, format: Format, rates: [number[], number[]], difference?: number) => {
    return {
      side: { name, format, rate: () => Promise.resolve(1) },
      rates: new Map([[1, rates[0]], [8, rates[1]]]),
      difference,
    };
  };
  const content = { config: tinyConfig, parameters: {} };
  const costs = new Map([["fp32" as const, { early: [0.1, 0.2, 0.3], late: [0.22, 0.22, 0.4] }]]);
  const engine = side("ascii-gen", "fp32", [[100, 300, 200], [800, 800, 900]]);
  const peer = side("C", "fp32", [[100, 100, 100], [400, 400, 400]], 0.25);
  const lines = decodeReport(content, 3, [engine, peer], 12, costs).split("\n");
  assert.match(lines[6]!, /^ascii-gen +fp32 +200 +\(100–300\) +2\.00× +800 +\(800–900\) +2\.00× +4\.00×$/);
  assert.match(lines[7]!, /^C +fp32 +100 +\(100–100\) +1\.00× .* 2\.5e-1$/);
  assert.match(lines[11]!, /^fp32 +200 µs around the 100th +220 µs around the 1000th +1\.10×$/);
  const alone = decodeReport(content, 3, [engine], 12, costs).split("\n");
  assert.match(alone[5]!, /^ascii-gen +fp32 +200 +\(100–300\) +800 +\(800–900\) +4\.00×$/);
});

Deno.test("startPeer() answers line by line and says so when the program has ended", async () => {
  const echo = "for await (const part of Deno.stdin.readable) await Deno.stdout.write(part);";
  const peer = startPeer(Deno.execPath(), ["eval", echo]);
  assert.equal(await peer.ask("fp32 1 2"), "fp32 1 2");
  await peer.close();
  const silent = startPeer(Deno.execPath(), ["eval", ""]);
  await assert.rejects(silent.ask("fp32 1 2"), /ended before it answered/);
  await silent.close();
});

Deno.test("pythonWith() throws a UserError when the given Python lacks a module", async () => {
  await assert.rejects(
    pythonWith(["numpy"], join("no", "such", "python"), "."),
    (error) =>
      error instanceof UserError && error.kind === "environment" && /lacks numpy/.test(error.message),
  );
});
