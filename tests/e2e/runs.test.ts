import assert from "node:assert/strict";
import { join } from "node:path";
import { madeRuns, removeRuns } from "../operations/runs/made.ts";
import { browserTest, evaluate } from "../art/render/chromium.ts";
import { ROOT } from "./binary.ts";

const MAIN = join(ROOT, "main.ts");

Deno.test.afterAll(removeRuns);

async function runs(args: string[], env: Record<string, string> = {}) {
  const { folder } = await madeRuns();
  const { code, stdout, stderr } = await new Deno.Command(Deno.execPath(), {
    args: ["run", "-q", "-A", MAIN, "runs", ...args],
    ...{ cwd: folder, env: { NO_COLOR: "1", COLUMNS: "80", ...env } },
  }).output();
  const [out, err] = [stdout, stderr].map((bytes) => new TextDecoder().decode(bytes));
  return { code, out: out!, err: err! };
}

const widest = (text: string): number => Math.max(...text.split("\n").map((line) => [...line].length));

Deno.test("runs are listed, shown and plotted in 80 columns, as JSON, and in colours where these are wanted", async () => {
  const list = await runs(["list", "--sort", "unseen"]);
  assert.match(list.out, /^run +state +steps +min +positions +weights +unseen, best +last\n/);
  assert.equal(list.out.trimEnd().split("\n").length, 5);
  assert.equal(JSON.parse((await runs(["list", "--json"])).out).length, 4);
  const show = await runs(["show", "char-1"]);
  assert.match(show.out, /^network\.dim +16$/m);
  assert.match(show.out, /^textUnseen over steps$/m);
  const plain = await runs(["plot", "char-1", "char-2", "--svg", "curves.svg"]);
  assert.match(plain.out, /^a char-1 {3}b char-2$/m);
  const { folder } = await madeRuns();
  assert.match(
    await Deno.readTextFile(join(folder, "curves.svg")),
    /^<svg xmlns="http:\/\/www\.w3\.org.*char-2<\/text>/s,
  );
  const coloured = await runs(["plot", "char-1", "char-2"], { NO_COLOR: "", FORCE_COLOR: "1" });
  assert.match(coloured.out, /\p{Cc}\[34m[⠁-⣿]+\p{Cc}\[39m/u);
  for (const { out, code } of [list, show, plain]) {
    assert.equal(code, 0);
    assert.ok(widest(out) <= 80 && !out.includes("\x1b"), out);
  }
});

Deno.test("runs are compared in tables, as JSON and as a page; what is wrong is one line", async () => {
  const { out, err, code } = await runs(["compare", "char-1", "sweep/bpe", "--html", "page.html"]);
  assert.equal(code, 0, err);
  for (const part of ["Settings that differ\n", "What the runs wrote\n", "On the same bytes\n"]) {
    assert.ok(out.includes(part), out);
  }
  assert.match(out, /^tokenizer +char +bpe$/m);
  assert.match(out, /^sweep\/bpe +\d\.\d{4} +\d\.\d{4} +– +[+-]\d\.\d{4}/m);
  assert.ok(widest(out) <= 84, out);
  const json = JSON.parse((await runs(["compare", "char-1", "sweep/bpe", "--json", "-q"])).out);
  assert.deepEqual(Object.keys(json), ["groups", "settings", "figures", "paired"]);
  for (
    const [args, expected, line] of [
      [["list", "nothing"], 2, /^ascii-gen: there is no run "nothing"; /],
      [["compare", "char-1"], 2, /compare takes two runs or more, not 1/],
      [["compare", "char-1", "char-2", "--html", "no/page.html"], 7, /there is no folder no/],
      [["plot", "--metric", "texUnseen"], 2, /did you mean textUnseen\?/],
      [["lst"], 2, /runs: there is no "lst", one of list, show, compare, plot/],
    ] as const
  ) {
    const { code, err, out } = await runs([...args]);
    assert.equal(code, expected, err);
    assert.match(err, line);
    assert.equal(err.trimEnd().split("\n").length + out.length, 1, err);
  }
});

browserTest("the page of a comparison shows three charts within its width", async () => {
  const { folder } = await madeRuns();
  await runs(["compare", "char-1", "other", "--metrics-only", "--html", "shown.html"]);
  const html = await Deno.readTextFile(join(folder, "shown.html"));
  const seen = await evaluate(
    html,
    `[...document.querySelectorAll("svg")].map((svg) => {
      const { width, height } = svg.getBoundingClientRect();
      const inside = [...svg.querySelectorAll("path.curve")].every((path) => {
        const box = path.getBBox();
        return box.x >= 0 && box.x + box.width <= 721 && box.y >= 0;
      });
      return width > 300 && height > 100 && inside;
    })`,
  );
  assert.deepEqual(seen, [true, true, true]);
});
