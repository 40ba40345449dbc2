import assert from "node:assert/strict";
import { join } from "node:path";
import { manyPrompts, onePrompt } from "../../../src/cli/complete/prompts.ts";
import { inEmptyFolder } from "../../e2e/binary.ts";

Deno.test("a prompt is words, or what a file holds, its line ends alike, without the one at its end", () =>
  inEmptyFolder(async (folder) => {
    const path = join(folder, "a.txt");
    assert.equal(await onePrompt(["once", "upon"], undefined), "once upon");
    for (
      const [text, expected] of [
        ["one\ntwo\n", "one\ntwo"],
        ["one\r\n\r\n", "one\n"],
        ["1\r\n2\r3\r", "1\n2\n3"],
        ["", ""],
        ["é", "é"],
      ]
    ) {
      await Deno.writeTextFile(path, text!);
      assert.equal(await onePrompt([], path), expected);
    }
    await Deno.writeFile(path, Uint8Array.of(0xff, 0xfe, 0x61, 0, 0xe9, 0));
    assert.equal(await onePrompt([], path), "aé");
    await assert.rejects(onePrompt(["a"], path), /--prompt-file does not go with words of a prompt/);
    await Deno.writeFile(path, Uint8Array.of(0x61, 0, 0x62));
    await assert.rejects(onePrompt([], path), /a\.txt holds bytes of 0: it is no text/);
    await assert.rejects(onePrompt([], folder), /is not a file/);
  }));

Deno.test("many prompts are lines of a file, or JSON texts and objects, whose faults are told by line", () =>
  inEmptyFolder(async (folder) => {
    const read = async (name: string, text: string) => {
      await Deno.writeTextFile(join(folder, name), text);
      return await manyPrompts(join(folder, name));
    };
    assert.deepEqual(await read("a.txt", 'one\r\n\r\n "two"\n'), [{ prompt: "one" }, { prompt: ' "two"' }]);
    assert.deepEqual(
      await read("a.jsonl", '"one\\ntwo"\n\n{"prompt":"three","id":7}\n{"id":"x","prompt":""}'),
      [
        ...[{ prompt: "one\ntwo" }, { prompt: "three", id: 7 }, { prompt: "", id: "x" }],
      ],
    );
    const faults: [text: string, expected: RegExp][] = [
      ["", /a\.jsonl holds no prompt; give one a line/],
      ['"a"\n{', /a\.jsonl, line 2 is not JSON/],
      ["[1]", /line 1 is neither a text nor an object with "prompt"/],
      ["null", /line 1 is neither a text/],
      ['{"text":"a"}', /line 1 has "text"; only "prompt" and "id" are known/],
      ['{"prompt":5}', /line 1 has no text "prompt"/],
      ['{"id":1}', /line 1 has no text "prompt"/],
      ['{"prompt":"a","id":[1]}', /line 1 has an "id" that is no text or number/],
      ["[".repeat(100), /line 1 has more than 64 levels/],
    ];
    for (const [text, expected] of faults) await assert.rejects(read("a.jsonl", text), expected);
  }));
