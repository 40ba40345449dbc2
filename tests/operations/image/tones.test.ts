import assert from "node:assert/strict";
import { encode } from "fast-png";
import { join } from "node:path";
import { command } from "../../../src/cli/image.ts";
import { parseTones } from "../../../src/operations/image/tones.ts";

const USUAL = { style: "shaded", charset: "ascii" } as const;

Deno.test("parseTones() takes ramps of what every format can show", () => {
  assert.deepEqual(parseTones(USUAL), {});
  assert.deepEqual(parseTones({ ...USUAL, ramp: " .#", dither: "ordered" }), {
    ramp: " .#",
    dither: "ordered",
  });
  assert.deepEqual(parseTones({ ...USUAL, ramp: " ░█⣿" }), { ramp: " ░█⣿" });
});

Deno.test("parseTones() says what is wrong", () => {
  const cases: [Parameters<typeof parseTones>[0], RegExp][] = [
    [{ ...USUAL, ramp: "x" }, /: --ramp takes 2 to 256 characters, not 1$/],
    [{ ...USUAL, ramp: "x".repeat(257) }, /: --ramp takes 2 to 256 characters, not 257$/],
    [{ ...USUAL, ramp: " é" }, /: --ramp has U\+00E9; printable ASCII, /],
    [{ ...USUAL, ramp: " \x1b" }, /: --ramp has U\+001B; /],
    [{ ...USUAL, ramp: " 🐱" }, /: --ramp has U\+1F431; /],
    [{ ...USUAL, charset: "braille", ramp: " x" }, /: --ramp .* and so does --charset braille$/],
    [{ ...USUAL, style: "line", ramp: " x" }, /: --ramp is about tones; --style line draws none$/],
    [{ ...USUAL, style: "line", dither: "none" }, /: --dither is about tones; /],
  ];
  for (const [given, line] of cases) assert.throws(() => parseTones(given), line);
});

Deno.test("image draws in a ramp of one's own, dithered or not", async () => {
  const folder = await Deno.makeTempDir(), [file, output] = [join(folder, "a.png"), join(folder, "a.txt")];
  const fade = Uint8Array.from({ length: 64 * 8 }, (_, i) => 255 - (i % 64) * 4);
  await Deno.writeFile(file, encode({ width: 64, height: 8, data: fade, channels: 1, depth: 8 }));
  const image = async (...args: string[]) => {
    await command().parseAsync([file, "--width", "32", "--output", output, ...args], { from: "user" });
    return await Deno.readTextFile(output);
  };
  try {
    for (const dither of ["none", "ordered", "diffusion"]) {
      assert.match(await image("--ramp", " -xW", "--dither", dither), /^ [ -]+[-x ]+[xW-]+W[xW]*$/m, dither);
    }
    assert.notEqual(await image("--dither", "ordered"), await image());
    assert.match(await image("--charset", "braille"), /^[⠀-⣿]{32}$/m);
    await assert.rejects(image("--ramp", "x"), /UserError: --ramp takes 2 to 256 characters, not 1$/);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
});
