import assert from "node:assert/strict";
import { join } from "node:path";
import { draw, drawAll, image, loadModel, UserError } from "../src/mod.ts";
import { ROOT, run } from "./e2e/binary.ts";

const asciiGen = async (...args: string[]) => {
  const program = ["run", "-q", "-A", "--no-check", join(ROOT, "main.ts")];
  const { stdout, stderr, code } = await run(Deno.execPath(), [...program, ...args], { inherit: true });
  assert.equal(code, 0, stderr);
  return { stdout, stderr };
};

Deno.test("draw() draws what the command draws, and says the same of it", async () => {
  const cases = [
    ["penguin", { drawn: "penguin", why: "label", omitted: [] }],
    ["a dotty spaniel", { drawn: "dog", why: "kind", omitted: ["dotty"] }],
  ] as const;
  for (const [prompt, subject] of cases) {
    const logged: string[] = [];
    const drawing = await draw(prompt, { seed: 1, log: (line) => logged.push(line) });
    const { stdout, stderr } = await asciiGen(prompt, "--seed", "1");
    assert.equal(`${drawing.text}\n`, stdout);
    assert.equal(logged.map((line) => `ascii-gen: ${line}\n`).join(""), stderr);
    assert.deepEqual(drawing.subject, subject);
    assert.deepEqual([drawing.prompt, drawing.style, drawing.seed, drawing.notes], [
      ...[prompt, "line", 1],
      logged,
    ]);
  }
});

Deno.test("drawAll() deals many drawings among cores and gives them in order, as the command does", async () => {
  const told: number[] = [];
  const drawings = await drawAll(["cat", "Hi"], {
    ...{ count: 17, seed: 3, style: ["line", "banner"], any: true, border: "ascii" },
    onDrawing: ({ seed }) => told.push(seed),
    ...{ width: 20, maxLines: 12, bestOf: 1, font: "mini" },
  });
  assert.equal(drawings.length, 2 * (17 + 1));
  assert.deepEqual(drawings.map(({ seed }) => seed), told);
  assert.deepEqual(told.slice(15, 18), [18, 19, 0]);
  const { stdout } = await asciiGen(
    ...["cat", "--style", "line,banner", "--seed", "3", "-n", "17", "--border", "ascii", "--font", "mini"],
    ...["--width", "20", "--max-lines", "12", "--best-of", "1", "--quiet"],
  );
  assert.equal(drawings.slice(0, 18).map(({ text }) => `${text}\n`).join("\n"), stdout);
});

Deno.test("draw() hands out text while it draws, and stops before it begins when told so", async () => {
  let text = "";
  const drawing = await draw("sun", { seed: 2, width: 12, onText: (piece) => text += piece });
  const lines = text.split("\n");
  const margin = lines[0]!.length - drawing.lines[0]!.length;
  assert.deepEqual(lines.slice(0, -1).map((line) => line.slice(margin)), drawing.lines);
  await assert.rejects(draw("sun", { signal: AbortSignal.abort(new Error("enough")) }), /enough/);
});

Deno.test("pictures are paths or bytes, of either kind, for image() and for draw()", async () => {
  const svg = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><path d="M1 1h7v3h-4v4h-3z"/></svg>';
  const bytes = new TextEncoder().encode(svg);
  const drawn = await image(bytes, { width: 12 });
  assert.deepEqual(await image(bytes.buffer, { width: 12 }), drawn);
  const options = { seed: 1, width: 12, maxLines: 6 };
  const path = await Deno.makeTempFile({ suffix: ".svg" });
  await Deno.writeFile(path, bytes);
  const { text } = await draw("", { ...options, from: path });
  assert.equal((await draw("", { ...options, from: bytes })).text, text);
  assert.equal((await draw("", { ...options, from: bytes.buffer })).text, text);
  await Deno.remove(path);
});

Deno.test("the seed after the largest is 0, also where a loaded model begins anew", async () => {
  const model = await loadModel({
    count: 2,
    style: ["banner", "line"],
    width: 12,
    maxLines: 6,
    font: "mini",
  });
  try {
    const seeds = async (seed: number) =>
      (await model.draw("cat", seed)).filter(({ font }) => font === undefined).map(({ seed }) => seed);
    assert.deepEqual(await seeds(2 ** 32 - 1), [2 ** 32 - 1, 0]);
    assert.deepEqual(await seeds(7), [7, 8]);
    const wrong = [2 ** 45, 2 ** 32, -1, 0.5, NaN, JSON.parse('"1"')];
    for (const seed of wrong) {
      await assert.rejects(
        model.draw("cat", seed),
        /^UserError: --seed \S+ is not a whole number from 0 to /,
      );
    }
    await assert.rejects(model.draw(JSON.parse("null")), /^UserError: the prompt is null, not a text$/);
  } finally {
    await model.close();
  }
  const late = await loadModel({ count: 2, seed: 2 ** 32 - 1, width: 12, maxLines: 6 });
  assert.deepEqual((await late.draw("cat", 5)).map(({ seed }) => seed), [5, 6]);
  await late.close();
});

Deno.test("what is wrong with options is told by their flags", async () => {
  const cases: [() => Promise<unknown>, RegExp][] = [
    [() => draw("cat", { width: 0 }), /^UserError: --width 0 is not a whole number from 1 to 80$/],
    [() => draw("cat", { width: 99 }), /^UserError: --width 99 is not a whole number from 1 to 80$/],
    [() => draw("cat", { style: "oil" }), /^UserError: --style "oil" is not one of line, /],
    [() => draw("cat", { border: "round", onText: () => {} }), /--stream does not go with --border/],
    [() => draw(""), /^UserError: say what to draw: the prompt is empty$/],
    [() => draw(" ", { style: "banner" }), /^UserError: say what to draw: /],
    [() => draw("xyzzy"), /^UserError: "xyzzy" is unknown; the nearest known: /],
    [() => draw(JSON.parse("5")), /^UserError: the prompt is 5, not a text$/],
    [() => draw(JSON.parse("[0]")[1]), /^UserError: the prompt is undefined, not a text$/],
    [() => drawAll(JSON.parse('["cat", ["dog"]]')), /^UserError: the prompt is \[ "dog" \], not a text$/],
    [() => drawAll(JSON.parse('"cat"')), /^UserError: the prompts are cat, not a list of texts$/],
    [
      () => draw("cat", { ...{ widht: 10 }, seed: 1 }),
      /^UserError: there is no option widht: did you mean width\?$/,
    ],
    [
      () => loadModel({ ...{ widht: 10 }, seed: 1 }),
      /^UserError: there is no option widht: did you mean width\?$/,
    ],
    [() => image(new Uint8Array(3), { ...{ Ramp: "x" }, width: 9 }), /no option Ramp: did you mean ramp\?$/],
    [() => image("absent.png"), /^UserError: cannot read absent\.png: /],
    [() => image(new Uint8Array(3)), /^UserError: the picture is no PNG, /],
    [() => image(JSON.parse("null")), /^UserError: the picture is null, not a path, a Uint8Array or an /],
    [() => draw("", { from: new Uint8Array(999) }), /^UserError: the picture is no PNG, /],
    [() => draw("", { from: JSON.parse("[1]") }), /^UserError: the picture is \[ 1 \], not a path, /],
    [() => image(new Uint8Array(3), { ramp: "x" }), /^UserError: --ramp takes 2 to 256 characters/],
  ];
  for (const [work, line] of cases) {
    await assert.rejects(work, (error) => error instanceof UserError && line.test(String(error)));
  }
});
