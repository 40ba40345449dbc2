import assert from "node:assert/strict";
import { join } from "node:path";
import { EXIT_CODES } from "../../src/cli/errors.ts";
import { inEmptyFolder, ROOT, run } from "../e2e/binary.ts";
import { madeProse } from "../tokenizer/texts.ts";

Deno.test("ascii-gen tokenizer trains, and ids go through pipes to the byte", () =>
  inEmptyFolder(async (folder) => {
    const program = `"${Deno.execPath()}" run -q -A --no-check "${join(ROOT, "main.ts")}" tokenizer`;
    const shell = (line: string) =>
      run("bash", ["-c", `set -o pipefail; tokenizer() { ${program} "$@"; }; ${line}`], {
        cwd: folder,
        inherit: true,
        env: { NO_COLOR: "1" },
      });
    await Deno.writeTextFile(join(folder, "notes.txt"), madeProse(800, 17));
    const made = await shell("tokenizer train notes.txt -n 300 --out tok");
    assert.deepEqual([made.code, made.stdout], [0, ""]);
    assert.match(
      made.stderr,
      /^notes\.txt: UTF-8\nwrote tok: bpe, 300 tokens; \d+ characters .* of the vocabulary used\n$/,
    );

    const piped = await shell(`printf 'a\\tb\\r\\n' | tokenizer encode -t tok | tokenizer decode -t tok`);
    assert.deepEqual(piped, { code: 0, stdout: "a\tb\r\n", stderr: "" });
    const pieces = await shell("tokenizer encode -t tok --pieces 'é!' && tokenizer encode -t tok --json é");
    assert.match(pieces.stdout, /^ +\d+ {2}Ã(\n +\d+ {2})?©\n +\d+ {2}!\n\{\n {2}"ids": \[/);
    const told = await shell("tokenizer show -t tok 0 && tokenizer stats -t tok notes.txt --longest 1");
    assert.match(told.stdout, /^ +0 +0 {2}<\|endoftext\|>\nbpe, 300 tokens, 1 of them special\n/);
    assert.match(told.stdout, /\nlongest pieces \(id, bytes, piece\):\n +\d+ +\d+ {2}\S+\n$/);

    const nothing = await shell("tokenizer");
    assert.deepEqual([nothing.code, nothing.stdout], [EXIT_CODES.usage, ""]);
    assert.match(nothing.stderr, /^ascii-gen: tokenizer: say what to do, one of train, encode, .*\n$/);
    const missing = await shell("tokenizer encode -t nowhere a");
    assert.equal(missing.code, EXIT_CODES.io);
    assert.match(missing.stderr, /^ascii-gen: cannot read nowhere: .*\n$/);
  }));
