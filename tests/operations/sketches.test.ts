import assert from "node:assert/strict";
import { join } from "node:path";
import { quietly } from "../../src/base/context.ts";
import { learnSketches } from "../../src/operations/sketches.ts";
import { loadSketchCheckpoint } from "../../src/tasks/art/album/checkpoint.ts";
import { DECODER_SHAPE } from "../../src/tasks/art/album/decoder.ts";
import { SKETCH_DEFAULTS } from "../../src/tasks/art/album/options.ts";
import { withFolder } from "../data/browse/made.ts";
import { writeTinyCorpus } from "../tasks/art/corpus.ts";

Deno.test("learnSketches() goes on where its signal stopped it, with the settings that it had", () =>
  withFolder(async (folder) => {
    const data = join(folder, "corpus.db"), out = join(folder, "run");
    writeTinyCorpus(data);
    const begin = { data, out, steps: 3, code: 16, hidden: 48, blocks: 1, batch: 8 };
    const stopped = await learnSketches(begin, { ...quietly, signal: AbortSignal.abort() });
    assert.deepEqual(stopped, { path: join(out, "sketches.bin"), step: 0, minutes: 0 });
    await assert.rejects(learnSketches(begin, quietly), { kind: "usage", message: /add --resume to go on/ });
    await assert.rejects(learnSketches({ data, out, resume: true, batch: 8 }, quietly), {
      kind: "usage",
      message: "--resume keeps the run's settings; leave out batch",
    });
    assert.equal((await learnSketches({ data, out, resume: true }, quietly)).step, 3);
    assert.equal((await learnSketches({ data, out, resume: true, steps: 4 }, quietly)).step, 4);
    const { options, shape } = await loadSketchCheckpoint(stopped.path);
    assert.deepEqual(shape, { code: 16, hidden: 48, blocks: 1 });
    assert.deepEqual(options, { ...SKETCH_DEFAULTS, data, steps: 4, batch: 8 });
  }));

Deno.test("learnSketches() takes one budget, and the usual settings", () =>
  withFolder(async (folder) => {
    const data = join(folder, "corpus.db"), out = join(folder, "run");
    writeTinyCorpus(data);
    const twice = learnSketches({ data, out, steps: 1, minutes: 1 }, quietly);
    await assert.rejects(twice, { kind: "usage", message: "option: steps: give either steps or minutes" });
    await assert.rejects(learnSketches({ data, out, code: 4 }, quietly), {
      kind: "usage",
      message: /--code 4/,
    });
    const stopped = { ...quietly, signal: AbortSignal.abort() };
    const { options, shape } = await loadSketchCheckpoint((await learnSketches({ data, out }, stopped)).path);
    assert.deepEqual([options.minutes, options.seed, shape], [20, 1, DECODER_SHAPE]);
    assert.deepEqual([shape, SKETCH_DEFAULTS.batch], [{ code: 128, hidden: 768, blocks: 2 }, 256]);
  }));
