import assert from "node:assert/strict";
import { join } from "node:path";
import { type Context, quietly } from "../../../src/base/context.ts";
import { planQuantisation, SCHEMES } from "../../../src/bundle/quantisation.ts";
import { textsHtml, textsMarkdown } from "../../../src/evaluation/report/texts.ts";
import { evaluateText, type EvaluateTextInput } from "../../../src/operations/evaluate/text.ts";
import { madeOf, withTextModel } from "../../evaluation/text/models.ts";
import { withModel } from "../../tasks/art/toy_model.ts";
import { TEXT } from "../../tasks/text/tiny.ts";

const PART = "<|endoftext|>\n", FIRST = TEXT.slice(0, 220), SECOND = TEXT.slice(220, 660);

/** A model, and a folder with a text of two documents and one of one. */
const withTexts = (work: (input: { model: string; files: string[] }) => Promise<void>, how = {}) =>
  withTextModel(async (folder, model) => {
    const texts = join(folder, "texts");
    await Deno.mkdir(texts);
    await Deno.writeTextFile(join(texts, "a.txt"), FIRST + PART + SECOND);
    await Deno.writeTextFile(join(texts, "b.txt"), FIRST.replaceAll("\n", "\r\n"));
    await work({ model, files: [texts] });
  }, how);

Deno.test("evaluateText() judges files and folders, all together and by document", () =>
  withTexts(async ({ model, files }) => {
    const logged: string[] = [], context = { ...quietly, log: (line: string) => logged.push(line) };
    const result = await evaluateText({ model, files, byDocument: true }, context);
    const { byDocument = [], texts, ...all } = result;
    const [a, second, b] = byDocument;
    assert.deepEqual(byDocument.map(({ name }) => name.slice(files[0]!.length)), [
      ...["/a.txt", "/a.txt (2)", "/b.txt"],
    ]);
    // Line ends are alike.
    assert.deepEqual({ ...a, name: "" }, { ...b, name: "" });
    assert.deepEqual([all.tokens, all.bytes, all.documents, all.cut], [220 + 440 + 220 + 3, 880, 3, false]);
    assert.deepEqual([a!.tokens, a!.bytes, second!.tokens, all.unknown], [221, 220, 441, 0]);
    const bits = byDocument.reduce((sum, { bitsPerByte, bytes }) => sum + bitsPerByte * bytes, 0);
    assert.ok(Math.abs(bits / 880 - all.bitsPerByte) < 1e-9);
    assert.deepEqual([texts.files, texts.documents, texts.trainedOn], [2, 3, false]);
    assert.deepEqual([all.model.path, all.model.training], [model, { steps: 7 }]);
    assert.deepEqual(logged, ["a.txt, b.txt: UTF-8"]);
    // What JSON says is what there is.
    assert.deepEqual(JSON.parse(JSON.stringify(result)), result);
    assert.deepEqual(Object.keys(result).sort(), [
      ...[
        "accuracy",
        "accuracyFive",
        "best",
        "bitsPerByte",
        "bitsPerCharacter",
        "bitsPerToken",
        "byDocument",
      ],
      ...["byPlace", "bytes", "bytesPerToken", "calibration", "characters", "cut", "documents", "errors"],
      ...["model", "perplexity", "texts", "tokens", "unknown", "worst"],
    ]);
    const [head, ...sections] = textsMarkdown(["one fact"], result).split(/^## /m);
    assert.match(
      head!,
      /^# How well .*\n\n- one fact\n\n.*\n.*\n\| bits a byte +\| +\d\.\d{4} \| +\d\.\d{4} \|\n/,
    );
    assert.match(head!, /3 documents, 880 bytes, 880 characters, 883 tokens \(1\.00 bytes each\)/);
    assert.deepEqual(sections.map((section) => section.split("\n")[0]), [
      ...["By how much came before", "Is it as sure as it is right?", "Each document"],
    ]);
    for (const section of [head!, ...sections]) {
      const table = section.split("\n").filter((line) => line.startsWith("|"));
      assert.ok(table.length > 2 && new Set(table.map((line) => line.length)).size === 1, section);
    }
    const html = textsHtml(["<b>&"], result);
    assert.match(html, /<li>&lt;b&gt;&amp;<\/li>/);
    assert.deepEqual([html.match(/<svg /g)!.length, html.match(/<table>/g)!.length], [2, 4]);
    assert.doesNotMatch(html, /NaN|undefined|Infinity|https?:|<script/);
  }));

Deno.test("evaluateText() judges no more tokens than were asked for, and says so", () =>
  withTexts(async ({ model, files }) => {
    const judge = async (maxTokens: number) => {
      const logged: string[] = [];
      const context = { ...quietly, log: (line: string) => logged.push(line) };
      const { tokens, documents, cut, byDocument } = await evaluateText(
        { model, files, maxTokens, byDocument: true },
        context,
      );
      assert.equal(logged.includes(`only the first ${maxTokens} tokens were judged`), cut);
      return { tokens, documents, cut, each: byDocument!.map(({ tokens }) => tokens) };
    };
    assert.deepEqual(await judge(1), { tokens: 1, documents: 1, cut: true, each: [1] });
    assert.deepEqual(await judge(220), { tokens: 220, documents: 1, cut: true, each: [220] });
    assert.deepEqual(await judge(221), { tokens: 221, documents: 1, cut: true, each: [221] });
    assert.deepEqual(await judge(230), { tokens: 230, documents: 2, cut: true, each: [221, 9] });
    assert.deepEqual(await judge(883), { tokens: 883, documents: 3, cut: false, each: [221, 441, 221] });
  }));

Deno.test("evaluateText() judges models with rounded weights as they are", async () => {
  const figures: number[] = [];
  const names = Object.keys(madeOf().parameters);
  const hows = SCHEMES.map((scheme) => ({ quantisation: planQuantisation(scheme, names, "0".repeat(64)) }));
  for (const how of [{}, ...hows]) {
    await withTexts(
      async (input) => void figures.push((await evaluateText(input, quietly)).bitsPerByte),
      how,
    );
  }
  const [exact, ...rounded] = figures;
  for (const bits of rounded) assert.ok(Math.abs(bits - exact!) < 0.3, figures.join());
  assert.equal(new Set(figures).size, figures.length, figures.join());
});

Deno.test("evaluateText() reads standard input, tells of texts that were learned, and is stopped by its signal", () =>
  withTexts(async ({ model, files }) => {
    const input = ReadableStream.from([new TextEncoder().encode(FIRST)]);
    const { texts, tokens } = await evaluateText({ model, files: ["-"] }, { ...quietly, input });
    assert.deepEqual([texts.documents, tokens], [1, 221]);
    const { texts: { digest } } = await evaluateText({ model, files }, quietly);
    await withTextModel(async (_, trained) => {
      const logged: string[] = [];
      const told = await evaluateText({ model: trained, files }, {
        ...quietly,
        log: (line) => logged.push(line),
      });
      assert.ok(told.texts.trainedOn);
      // Of three documents the last tenth of each.
      const unseen = await evaluateText({ model: trained, files, unseen: true, byDocument: true }, quietly);
      assert.deepEqual(unseen.byDocument!.map(({ tokens }) => tokens), [22, 44, 22]);
      assert.deepEqual([unseen.texts.unseen, unseen.bytes, unseen.characters], [true, 88, 88]);
      assert.match(logged.join(), /was trained on these texts/);
    }, { corpus: digest });
    const stop = new AbortController();
    const context: Context = {
      ...quietly,
      signal: stop.signal,
      progress: (part) => part === "bytes judged" && stop.abort(),
    };
    await assert.rejects(evaluateText({ model, files }, context), { name: "AbortError" });
  }));

Deno.test("evaluateText() says in one line what it cannot judge, or not exactly", () =>
  withTexts(async ({ model, files }) => {
    const refused = (input: EvaluateTextInput, kind: string, message: RegExp) =>
      assert.rejects(evaluateText(input, quietly), (error) => {
        assert.ok(error instanceof Error && "kind" in error);
        assert.equal(error.kind, kind, error.message);
        assert.match(error.message, message);
        return !error.message.includes("\n");
      });
    await refused({ model }, "usage", /^name files or folders to judge .*model by, or - for standard input$/);
    await refused({ model, files: ["none.txt"] }, "io", /^cannot read none\.txt: there is no such file/);
    await refused({ model, files: ["-"] }, "usage", /no standard input/);
    await refused(
      { model, files, unseen: true },
      "input",
      /^--unseen: .*model was not trained on just these/,
    );
    await refused({ model, files, maxTokens: 0 }, "usage", /^--max-tokens 0 is not a whole number from 1/);
    await refused({ model: "none", files, places: [files[0]!] }, "model", /^there is no model "none"; /);
    const strange = join(files[0]!, "strange.txt");
    await Deno.writeTextFile(strange, "0 cäts");
    const logged: string[] = [];
    const { unknown } = await evaluateText({ model, files: [strange] }, {
      ...quietly,
      log: (line) => logged.push(line),
    });
    assert.equal(unknown, 1);
    assert.match(logged.join(), /1 of the tokens is unknown/);
    const empty = join(files[0]!, "empty.txt");
    await Deno.writeTextFile(empty, "");
    await refused({ model, files: [empty] }, "input", /empty\.txt: there is nothing in it/);
    await withModel((_, art) =>
      refused({ model: art, files }, "usage", /model draws: it is judged by a corpus \(--data\), not by /)
    );
  }));
