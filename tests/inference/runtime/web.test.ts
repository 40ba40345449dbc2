/** onnxruntime for browsers, which Deno runs as well, beside the native one. */
import assert from "node:assert/strict";
import { fileURLToPath } from "node:url";
import { decode } from "../../../src/inference/decode.ts";
import type { Runtime } from "../../../src/inference/runtime/onnxruntime.ts";
import { loadRuntime } from "../../../src/inference/runtime/native.ts";
import { startRuntime } from "../../../src/inference/runtime/web.ts";
import { type Session, sessionOf } from "../../../src/inference/session.ts";
import { SKETCH_PIXELS, SKETCH_PORTS } from "../../../src/tasks/art/album/ports.ts";
import { readTrusted } from "../../../src/tasks/art/bundle/trusted.ts";
import { featureLayout } from "../../../src/tasks/art/sequence/features.ts";
import { beginDrawing } from "../../../src/tasks/art/sequence/sequence.ts";

const PACKAGE = "onnxruntime-web/ort-wasm-simd-threaded";
const bundle = readTrusted(fileURLToPath(new URL("../../../weights/float16", import.meta.url)));

const web = () =>
  startRuntime({
    script: import.meta.resolve(`${PACKAGE}.mjs`),
    wasm: Deno.readFileSync(fileURLToPath(import.meta.resolve(`${PACKAGE}.wasm`))),
  });

const open = async (runtime: Runtime): Promise<Session> =>
  sessionOf(await runtime.load(bundle.model), bundle);

/** Logits of some positions of two drawings side by side, beyond the window, so that slots of the cache are used again. */
async function logitsOf(session: Session, positions: number): Promise<number[]> {
  const { tokenizer, config } = bundle;
  const maker = { tokenizer, layout: featureLayout(tokenizer, config) };
  const all: number[] = [];
  const rows = ["cat", "lighthouse"].map((word, n) => {
    const prompt = {
      style: tokenizer.styleToken("line"),
      characters: tokenizer.encodePrompt(word, config.promptLength),
    };
    const sketch = Uint8Array.from({ length: 64 * 64 }, (_, i) => Number((i + 7 * n) % 11 === 0));
    const { prefix, state } = beginDrawing(maker, { prompt, sketch, aspect: 20 });
    const given = [tokenizer.widthToken(20), tokenizer.heightToken(20)];
    let at = 0;
    return {
      sequences: [{ prefix, state }],
      next([logits]: readonly Float32Array[]) {
        all.push(...logits!);
        if (at >= positions) return undefined;
        const column = (at++ - 2) % 21;
        return given.shift() ?? (column === 20 ? tokenizer.newline : tokenizer.characterStart + at % 30);
      },
    };
  });
  await decode(session, rows);
  return all;
}

Deno.test("the runtime for browsers computes what the native one does, to four digits", async () => {
  const [ours, theirs] = [await open(await loadRuntime()), await open(await web())];
  const [expected, actual] = [await logitsOf(ours, 200), await logitsOf(theirs, 200)];
  assert.equal(actual.length, expected.length);
  const apart = expected.reduce((most, value, i) => Math.max(most, Math.abs(value - actual[i]!)), 0);
  assert.ok(apart < 1e-3, `logits are ${apart} apart`);
  assert.ok(Math.max(...expected) - Math.min(...expected) > 5, "logits that say something");
  await Promise.all([ours.close(), theirs.close()]);
});

Deno.test("the runtime for browsers decodes sketches with weights of 4 and 8 bits, and refuses what is wrong", async () => {
  const runtime = await web();
  const [ours, theirs] = [
    await (await loadRuntime()).load(bundle.decoder),
    await runtime.load(bundle.decoder),
  ];
  const code = bundle.album.decoder.code;
  const codes = Float32Array.from({ length: code }, (_, i) => Math.sin(i));
  const [expected, actual] = [ours, theirs].map((network) => {
    const logits = new Float32Array(SKETCH_PIXELS);
    network.bind(
      { [SKETCH_PORTS.codes]: { data: codes, shape: [1, code] } },
      { [SKETCH_PORTS.logits]: { data: logits, shape: [1, SKETCH_PIXELS] } },
    )();
    return logits;
  });
  expected!.forEach((value, i) => assert.ok(Math.abs(value - actual![i]!) < 1e-3));
  await assert.rejects(runtime.load(new Uint8Array(100)), /protobuf|model/i);
  const wrong = theirs.bind({ nothing: { data: codes, shape: [1, code] } }, {});
  assert.throws(wrong, /nothing/);
  theirs.close();
  assert.throws(wrong, /closed/);
  ours.close();
});
