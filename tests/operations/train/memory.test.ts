import assert from "node:assert/strict";
import { join } from "node:path";
import { quietly } from "../../../src/base/context.ts";
import { UserError } from "../../../src/base/errors.ts";
import { train } from "../../../src/operations/train.ts";
import { loadCheckpoint } from "../../../src/training/checkpoint.ts";
import { TEXT } from "../../tasks/text/tiny.ts";

async function inFolder(work: (folder: string, text: string) => Promise<void>): Promise<void> {
  const folder = await Deno.makeTempDir();
  try {
    const text = join(folder, "cats.txt");
    await Deno.writeTextFile(text, TEXT);
    await work(folder, text);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

const sizes = { preset: "nano", steps: 2, batchTokens: 512, settings: { context: 32 } };

Deno.test("train() chooses by --memory, says so in a line, keeps what was given, and goes on with what it chose", async () => {
  await inFolder(async (folder, text) => {
    const lines: string[] = [];
    const context = { ...quietly, log: (line: string) => void lines.push(line) };
    const out = join(folder, "run");
    await train({ files: [text], out, memory: "2GB", recompute: "yes", accumulate: 4, ...sizes }, context);
    const told = lines.filter((line) => line.startsWith("--memory"));
    assert.equal(told.length, 1);
    assert.match(
      told[0]!,
      /^--memory 2GB: \d+ workers?, in a step 4 batches of \d+ .*, layers computed again: about/,
    );
    const { options } = await loadCheckpoint(join(out, "checkpoint.bin"));
    assert.deepEqual([options.memory, options.recompute, options.accumulate], ["2GB", "yes", 4]);
    const { checkpoint } = await train({ out, resume: true, steps: 3 }, context);
    assert.deepEqual(checkpoint.options, { ...options, steps: 3 });
  });
});

Deno.test("train() refuses a limit that is no size, and one that nothing fits in, and leaves nothing behind", async () => {
  await inFolder(async (folder, text) => {
    for (
      const [memory, line] of [
        ["much", /^--memory much is no size such as/],
        ["10MB", /^--memory 10MB is too little for this network; the least is 1 worker, .* about \d+ MB$/],
      ] as const
    ) {
      const out = join(folder, "refused");
      await assert.rejects(
        train({ files: [text], out, memory, ...sizes }, quietly),
        (error) => error instanceof UserError && error.kind === "usage" && line.test(error.message),
      );
      await assert.rejects(Deno.stat(out), Deno.errors.NotFound);
    }
  });
});

Deno.test("train() without the new settings stores none of them, and layers computed again give the same weights", async () => {
  await inFolder(async (folder, text) => {
    const run = (name: string, more: object) =>
      train({ files: [text], out: join(folder, name), workers: 2, dropout: 0.1, ...sizes, ...more }, quietly);
    const plain = await run("plain", {}), again = await run("again", { recompute: "yes" });
    const names = Object.keys(plain.checkpoint.options);
    for (const name of ["memory", "recompute", "labelSmoothing", "zLoss"]) assert.ok(!names.includes(name));
    assert.ok(!Object.keys(plain.checkpoint.settings).includes("weigh"));
    assert.deepEqual(again.checkpoint.weights, plain.checkpoint.weights);
    assert.deepEqual(again.checkpoint.losses, plain.checkpoint.losses);
  });
});

for (const name of ["weigh", "stretches"]) {
  Deno.test(`train() with ${name} documents goes on to the bit`, async () => {
    await inFolder(async (folder, text) => {
      const settings = { ...sizes.settings, [name]: "documents" };
      await Deno.writeTextFile(text, TEXT.replaceAll("5 cats", "<|endoftext|>\n5 cats"));
      const first = { files: [text], ...sizes, settings, workers: 1, saveInterval: 1 };
      const whole = await train({ ...first, out: join(folder, "whole"), steps: 3 }, quietly);
      const out = join(folder, "parts");
      await train({ ...first, out, steps: 1 }, quietly);
      const parts = await train({ out, resume: true, steps: 3 }, quietly);
      assert.deepEqual(parts.checkpoint.weights, whole.checkpoint.weights);
      assert.equal(parts.checkpoint.settings[name], "documents");
      const usual = await train(
        { ...first, settings: sizes.settings, out: join(folder, "usual"), steps: 3 },
        quietly,
      );
      assert.notDeepEqual(usual.checkpoint.weights, whole.checkpoint.weights);
    });
  });
}
