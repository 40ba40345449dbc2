import assert from "node:assert/strict";
import { join } from "node:path";
import { openHistory } from "../../../src/cli/console/history.ts";
import { inEmptyFolder } from "../../e2e/binary.ts";

const fails = (reason: string) => assert.fail(reason);

Deno.test("a history keeps lines between sessions, bounded, for its owner alone", () =>
  inEmptyFolder((folder) => {
    const state = join(folder, "state", "ascii-gen");
    const first = openHistory(state, fails);
    assert.deepEqual(first.lines, []);
    for (const line of ["one", "two", "two", " secret", "", "three\nlines", "x".repeat(5000)]) {
      first.add(line);
    }
    assert.deepEqual(openHistory(state, fails).lines, ["three lines", "two", "one"]);
    const path = join(state, "console_history");
    if (Deno.build.os !== "windows") {
      assert.equal(Deno.statSync(path).mode! & 0o777, 0o600);
      assert.equal(Deno.statSync(state).mode! & 0o777, 0o700);
    }
    const many = openHistory(state, fails);
    for (let i = 0; i < 2500; i++) many.add(String(i));
    const { lines } = openHistory(state, fails);
    assert.deepEqual([lines.length, lines[0], lines.at(-1)], [1000, "2499", "1500"]);
    assert.equal(Deno.readTextFileSync(path).split("\n").length, 1001);
    if (Deno.build.os !== "windows") assert.equal(Deno.statSync(path).mode! & 0o777, 0o600);
    return Promise.resolve();
  }));

Deno.test("where a history cannot be kept, that is said once and nothing else happens", () =>
  inEmptyFolder((folder) => {
    Deno.writeTextFileSync(join(folder, "file"), "");
    Deno.mkdirSync(join(folder, "state", "console_history"), { recursive: true });
    for (const state of [join(folder, "file", "x"), join(folder, "state")]) {
      const reasons: string[] = [];
      const { lines, add } = openHistory(state, (reason) => reasons.push(reason));
      add("one");
      add("two");
      assert.deepEqual(lines, []);
      assert.equal(reasons.length, 1, String(reasons));
    }
    const unknown = openHistory(undefined, fails);
    unknown.add("one");
    return Promise.resolve();
  }));
