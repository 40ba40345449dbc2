import assert from "node:assert/strict";
import { join } from "node:path";
import { quietly } from "../../src/base/context.ts";
import { formatsTable } from "../../src/evaluation/report/formats.ts";
import { tabulate } from "../../src/operations/tabulate.ts";
import { writeTinyCorpus } from "../tasks/art/corpus.ts";
import { withModel } from "../tasks/art/toy_model.ts";

Deno.test("tabulate() has a row for each number format, smaller ones being smaller", () =>
  withModel(async (folder, model) => {
    const corpus = join(folder, "corpus.db");
    writeTinyCorpus(corpus);
    const log: string[] = [];
    const input = { model, data: corpus, pictures: 2, steps: 10 };
    const table = formatsTable(await tabulate(input, { ...quietly, log: (line) => log.push(line) }));
    assert.ok(log.some((line) => line.includes("not the corpus that")));
    const rows = table.trimEnd().split("\n").map((line) =>
      line.split("|").slice(1, -1).map((cell) => cell.trim())
    );
    assert.deepEqual(rows.map(([name]) => name), [
      "weights",
      "---",
      "float32",
      "float16",
      "int8-weight-only",
      "int8",
      "int4",
      "dynamic-int8",
    ]);
    assert.ok(rows.every((cells) => cells.length === rows[0]!.length));
    const number = (text: string | undefined) => Number(text?.replace(/[,%]/g, ""));
    const measured = rows.slice(2).map((cells) => cells.slice(1).map(number));
    assert.ok(measured.flat().every((value) => value > 0));
    const sizes = measured.map(([size]) => size!);
    // Of a toy's matrices, one scale a row may take more room than some a column.
    assert.ok(sizes[0]! > sizes[1]! && sizes[1]! > sizes[2]! && sizes[3]! > sizes[4]!);
    assert.equal(measured[0]!.at(-1), 100);
  }));

Deno.test("tabulate() is stopped by its signal, and refuses what is out of range", () =>
  withModel(async (folder, model) => {
    const data = join(folder, "corpus.db");
    writeTinyCorpus(data);
    const signal = AbortSignal.abort();
    await assert.rejects(tabulate({ model, data }, { ...quietly, signal }), { name: "AbortError" });
    await assert.rejects(tabulate({ model, data, steps: 1 }, quietly), {
      kind: "usage",
      message: /^--steps 1 /,
    });
  }));
