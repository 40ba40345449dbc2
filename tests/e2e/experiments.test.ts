import assert from "node:assert/strict";
import { join } from "node:path";
import { sha256 } from "../../src/base/files.ts";
import { loadCheckpoint } from "../../src/tasks/registry.ts";
import { binary, inEmptyFolder, ROOT, run } from "./binary.ts";
import { TEXT } from "../tasks/text/tiny.ts";

/** `train` in a folder, by the program's own entry. */
const trained = (cwd: string, ...args: string[]) =>
  run(Deno.execPath(), ["run", "-q", "-A", "--no-check", join(ROOT, "main.ts"), "train", ...args], {
    ...{ cwd, inherit: true, env: { NO_COLOR: "1" } },
  });

const CATS = `extends: austen
defaults: [{ tokenizer: char }, { engine: one-core }, { architecture: null }]
data: { name: cats, files: [cats.txt] }
architecture: { dim: 16, layers: 1, heads: 2, window: 16 }
training: { steps: 2, batchTokens: 512 }
`;

async function withCats(use: (folder: string) => Promise<void>): Promise<void> {
  await inEmptyFolder(async (folder) => {
    await Deno.writeTextFile(join(folder, "cats.txt"), TEXT);
    await Deno.mkdir(join(folder, "conf", "experiment"), { recursive: true });
    await Deno.writeTextFile(join(folder, "conf", "experiment", "cats.yaml"), CATS);
    await use(folder);
  });
}

Deno.test("an experiment in the current folder is built on one that comes with the program, trains and is repeated", async () => {
  await withCats(async (folder) => {
    const printed = await trained(folder, "experiment=cats", "--print-config", "seed=3");
    assert.equal(printed.code, 0, printed.stderr);
    assert.match(printed.stdout, /^# experiment: cats; task: text; data: austen; tokenizer: char;/);
    assert.match(printed.stdout, /\ntraining:\n {2}batchTokens: 512\n {2}steps: 2\n {2}seed: 3\n/);
    const told = await trained(folder, "experiment=cats", "--explain", "run.name");
    const [value, from, written] = told.stdout.split("\n");
    assert.equal(value, 'run.name: "cats"');
    assert.match(from ?? "", /conf\/experiment\/austen\.yaml:\d+, written "\$\{data\.name\}"$/);
    assert.ok(written !== undefined);
    const first = await trained(folder, "experiment=cats", "--seed", "3");
    assert.equal(first.code, 0, first.stderr);
    const names = Array.from(Deno.readDirSync(join(folder, "runs", "cats")), ({ name }) => name);
    for (const name of ["config.yaml", "run.json", "checkpoint.bin"]) assert.ok(names.includes(name), name);
    const again = await trained(folder, "--like", "runs/cats");
    assert.equal(again.code, 0, again.stderr);
    const [a, b] = await Promise.all(
      ["cats", "cats-2"].map((name) => loadCheckpoint(join(folder, "runs", name, "checkpoint.bin"))),
    );
    assert.equal(a!.options.seed, 3);
    assert.equal(a!.configHash, b!.configHash);
    assert.deepEqual(a!.weights, b!.weights);
    // The experiment goes on as it is; one that is another does not.
    const more = await trained(folder, "experiment=cats", "--resume", "--steps", "3", "--seed", "3");
    assert.equal(more.code, 0, more.stderr);
    const other = await trained(folder, "experiment=cats", "--resume", "optimizer=lion", "--seed", "3");
    assert.equal(other.code, 2);
    assert.match(
      other.stderr,
      /^ascii-gen: .* differ: optimizer\.name: muon → lion, optimizer\.learningRate: 0\.0025 → 0\.01;/,
    );
  });
});

Deno.test("-m --print-config prints each trial's configuration and begins none", async () => {
  await withCats(async (folder) => {
    const printed = await trained(folder, "-m", "experiment=cats", "seed=1,2", "--print-config");
    assert.equal(printed.code, 0, printed.stderr);
    const documents = printed.stdout.split("---\n");
    assert.equal(documents.shift(), "");
    assert.deepEqual(documents.map((text) => /\n {2}seed: (\d)\n/.exec(text)?.[1]), ["1", "2"]);
    assert.deepEqual(Array.from(Deno.readDirSync(folder), ({ name }) => name).sort(), ["cats.txt", "conf"]);
  });
});

Deno.test("what is wrong with a configuration is one line, and no run is begun", async () => {
  await withCats(async (folder) => {
    const path = join(folder, "conf", "experiment", "wrong.yaml");
    await Deno.writeTextFile(path, "extends: cats\noptimizer:\n  lerningRate: 0.1\n");
    const cases: [args: string[], code: number, line: string][] = [
      [
        ["experiment=wrong"],
        3,
        "conf/experiment/wrong.yaml:3: there is no key optimizer.lerningRate; did you mean optimizer.learningRate?",
      ],
      [["experiment=cast"], 2, 'experiment=cast: there is no experiment "cast"; did you mean cats?'],
      [
        ["experiment=cats", "architecture.layers=99"],
        2,
        "architecture.layers=99: architecture.layers: 99 is not a whole number from 1 to 64",
      ],
      [
        ["experiment=grid"],
        2,
        "this experiment sweeps over architecture, tokenizer: for one run of it say architecture=… tokenizer=…",
      ],
    ];
    for (const [args, code, line] of cases) {
      const ended = await trained(folder, ...args);
      assert.deepEqual([ended.code, ended.stderr, ended.stdout], [code, `ascii-gen: ${line}\n`, ""]);
    }
    const names = Array.from(Deno.readDirSync(folder), ({ name }) => name).sort();
    assert.deepEqual(names, ["cats.txt", "conf"]);
  });
});

Deno.test("a file whose name looks like an override is a file; schemas are written for editors", async () => {
  await inEmptyFolder(async (folder) => {
    await Deno.writeTextFile(join(folder, "a=b.txt"), TEXT);
    const { stdout, stderr } = await trained(folder, "a=b.txt", "seed=4", "--print-config");
    assert.equal(stdout, "data:\n  files:\n    - a=b.txt\ntraining:\n  seed: 4\n", stderr);
    const schemas = await trained(folder, "--config-schema", "schemas");
    assert.equal(schemas.code, 0, schemas.stderr);
    const { properties } = JSON.parse(await Deno.readTextFile(join(folder, "schemas", "optimizer.json")));
    assert.ok("learningRate" in properties);
  });
});

Deno.test("the executable has the configurations and the lock's digest inside", async () => {
  const program = await binary();
  await withCats(async (folder) => {
    const asked = (...args: string[]) => run(program, ["train", "experiment=cats", ...args], { cwd: folder });
    const told = await asked("--explain", "optimizer.learningRate");
    assert.match(
      told.stdout,
      /^optimizer\.learningRate: [\d.]+\n {2}built-in conf\/optimizer\/muon\.yaml:4\n/,
      told.stderr,
    );
    const { code, stderr } = await asked();
    assert.equal(code, 0, stderr);
    const { lock } = JSON.parse(await Deno.readTextFile(join(folder, "runs", "cats", "run.json")));
    const bytes = await Deno.readFile(join(ROOT, "deno.lock"));
    assert.equal(lock, await sha256(bytes));
  });
});
