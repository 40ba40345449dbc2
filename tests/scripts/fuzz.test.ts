import assert from "node:assert/strict";
import { join } from "node:path";
import { bundles } from "../../scripts/fuzz/bundles.ts";
import { type Case, faultsOf, type Kind, type Outcome, runCase, SOURCE } from "../../scripts/fuzz/run.ts";
import { readBundle } from "../../src/tasks/art/bundle/read.ts";
import { UserError } from "../../src/base/errors.ts";
import { inEmptyFolder } from "../e2e/binary.ts";

const ROUND = 50;
/** Milliseconds: how fast the machine is, is not tested. */
const PATIENCE = 120_000;

Deno.test("readBundle() reads a spoilt bundle or refuses it in one line", async () => {
  let refused = 0;
  for (let seed = 1; seed <= ROUND; seed++) {
    await inEmptyFolder(async (folder) => {
      const { name } = await bundles.make(seed, folder);
      await readBundle(join(folder, "model")).catch((error) => {
        assert.ok(error instanceof UserError, `seed ${seed}, ${name}: ${error}`);
        assert.equal(error.kind, "model", `seed ${seed}, ${name}: ${error}`);
        refused++;
      });
    });
  }
  // Some changes leave a bundle sound.
  assert.ok(refused > ROUND / 2 && refused < ROUND, `${refused} were refused`);
});

/** Makes cases and gives them to the command line of the source tree. */
async function tryAll(kind: Kind, seeds: readonly number[]): Promise<void> {
  await Promise.all(seeds.map((seed) =>
    inEmptyFolder(async (folder) => {
      const made = await kind.make(seed, folder);
      const faults = faultsOf(await runCase(SOURCE, made, folder, PATIENCE), kind.codes);
      assert.deepEqual(faults.filter((fault) => !fault.startsWith("busy")), [], `seed ${seed}, ${made.name}`);
    })
  ));
}

Deno.test("the command line takes spoilt bundles as it should", () => tryAll(bundles, [3, 7, 21, 35]));

Deno.test("bundles.make() makes the same case of the same seed", async () => {
  const make = (seed: number): Promise<Case & { sizes: string }> =>
    inEmptyFolder(async (folder) => ({ ...await bundles.make(seed, folder), sizes: sizesIn(folder) }));
  assert.deepEqual(await make(5), await make(5));
  assert.notDeepEqual(await make(5), await make(6));
});

function sizesIn(folder: string): string {
  return [...Deno.readDirSync(folder)].map(({ name, isFile }) =>
    `${name} ${isFile ? Deno.statSync(join(folder, name)).size : ""}`
  ).sort().join("\n");
}

Deno.test("faultsOf() finds what must not be, and nothing in a clean run", () => {
  const clean: Outcome = {
    code: 0,
    signal: null,
    stdout: "/\\\n",
    stderr: "",
    milliseconds: 90,
    busy: 80,
    memory: 1e8,
  };
  const refused = { ...clean, code: 4, stdout: "", stderr: "ascii-gen: no\n" };
  assert.deepEqual([clean, refused].flatMap((outcome) => faultsOf(outcome, [0, 4])), []);
  const faulty: [Partial<Outcome>, RegExp][] = [
    [{ code: 1 }, /exit code 1/],
    [{ signal: "SIGSEGV" }, /ended by SIGSEGV/],
    [{ stderr: "" }, /0 lines of error/],
    [{ stderr: "a\nb\n" }, /2 lines of error/],
    [{ stderr: "\x1b[2J\n" }, /standard error/],
    [{ stdout: "\x9b" }, /standard output/],
    [{ stdout: "x" }, /a result beside an error/],
    [{ busy: 10_001 }, /busy for 10001 ms/],
    [{ memory: 1.1e9 }, /1100 MB/],
  ];
  for (const [change, expected] of faulty) {
    assert.match(faultsOf({ ...refused, ...change }, [0, 4]).join(), expected);
  }
});

Deno.test("runCase() ends what takes too long, and tells its memory", async () => {
  const outcome = await runCase(["sleep"], { name: "", args: ["60"] }, ".", 100);
  assert.equal(outcome.signal, "SIGKILL");
  if (Deno.build.os === "linux") assert.ok(outcome.memory > 0);
});
