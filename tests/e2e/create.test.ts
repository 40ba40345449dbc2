import assert from "node:assert/strict";
import { join } from "node:path";
import { readManifest } from "../../src/bundle/folder.ts";
import { loadCheckpoint } from "../../src/tasks/registry.ts";
import { binary, inEmptyFolder, run } from "./binary.ts";
import { PROGRAM, RECIPES, surviveKills, TINY } from "./create_killed.ts";
import { openTerminal } from "./pseudo_terminal.ts";

const create = (cwd: string, ...args: string[]) =>
  run(Deno.execPath(), [...PROGRAM, "create", ...args], { cwd, inherit: true, env: { NO_COLOR: "1" } });

const namesIn = (folder: string): string[] => Array.from(Deno.readDirSync(folder), ({ name }) => name).sort();

Deno.test("a description becomes a model: plan, samples, texts, an experiment, files for others, a card, a console", () =>
  inEmptyFolder(async (folder) => {
    const made = await create(folder, RECIPES, ...TINY, "--yes");
    assert.equal(made.code, 0, made.stderr);
    assert.match(made.stdout, /^plan +a fun GPT that writes cooking recipes\n/);
    assert.match(made.stdout, /\n--- 10\n/);
    assert.match(made.stdout, /\ntime +.*by a short measurement\n[^]*\nmemory +about \d+ MB/);
    assert.match(made.stderr, /to talk to it: deno task console tiny\n$/);
    const place = join(folder, "runs", "tiny");
    const names = ["Modelfile", "README.md", "checkpoint.bin", "experiment.yaml", "plan.yaml"];
    for (const name of [...names, "tiny.gguf", "tiny-safetensors"]) {
      assert.ok(namesIn(place).includes(name), `${name} is not in ${namesIn(place)}`);
    }
    const card = await Deno.readTextFile(join(place, "README.md"));
    assert.match(card, /^# tiny\n\na fun GPT that writes cooking recipes\n/);
    assert.match(card, /\| bits a byte, of combinations that no text had \| \d\.\d{3} \|/);
    assert.equal(card.split("```text").length - 1, 10);
    const { sampling } = await readManifest(join(folder, "models", "tiny"));
    const { temperature = 0 } = sampling ?? {};
    assert.match(card, new RegExp(`its usual sampling \\(temperature ${temperature}, `));
    assert.match(
      await Deno.readTextFile(join(place, "Modelfile")),
      new RegExp(`^PARAMETER temperature ${temperature}$`, "m"),
    );
    // The experiment is an ordinary one: train runs it as it is, to the same weights.
    const again = await run(
      Deno.execPath(),
      [...PROGRAM, "train", "experiment=runs/tiny/experiment.yaml", "--out", "again"],
      { cwd: folder, inherit: true },
    );
    assert.equal(again.code, 0, again.stderr);
    const [a, b] = await Promise.all(
      [place, join(folder, "again")].map((run) => loadCheckpoint(join(run, "checkpoint.bin"))),
    );
    assert.deepEqual(a!.weights, b!.weights);
    // Once more there is nothing to train, and JSON tells the same.
    const told = await create(folder, RECIPES, ...TINY, "--yes", "--json");
    assert.equal(told.code, 0, told.stderr);
    const { steps, stopped, done } = JSON.parse(told.stdout);
    assert.deepEqual([steps, stopped, done.samples.length], [12, false, 10]);
    // Trained on, the model still tells whose words it has.
    const { attributions } = await readManifest(join(folder, "models", "tiny"));
    assert.ok(attributions.length > 0);
    const longer = await run(
      Deno.execPath(),
      [...PROGRAM, "train", "--resume", "--out", "runs/tiny", "--steps", "13"],
      { cwd: folder, inherit: true },
    );
    assert.equal(longer.code, 0, longer.stderr);
    const trainedOn = await readManifest(join(folder, "models", "tiny"));
    assert.deepEqual([trainedOn.attributions, trainedOn.sampling], [attributions, sampling]);
  }));

Deno.test("a folder may be called anything, and what is printed can be pasted", () =>
  inEmptyFolder(async (folder) => {
    const out = 'b # c: [d] "e" it\'s';
    const planned = await create(folder, RECIPES, ...TINY, "--plan-only", "--out", out);
    assert.equal(planned.code, 0, planned.stderr);
    const [, command = ""] = /edit it, then: deno task start (create .*)\n$/.exec(planned.stderr) ?? [];
    const shell = await run("sh", ["-c", `"$0" ${PROGRAM.join(" ")} ${command} --yes`, Deno.execPath()], {
      cwd: folder,
      inherit: true,
    });
    assert.equal(shell.code, 0, shell.stderr);
    assert.ok(namesIn(join(folder, out)).includes("tiny.gguf"));
    assert.equal((await loadCheckpoint(join(folder, out, "checkpoint.bin"))).step, 12);
  }));

Deno.test("a plan is written, edited and made", () =>
  inEmptyFolder(async (folder) => {
    const planned = await create(folder, RECIPES, ...TINY, "--plan-only", "--out", "made");
    assert.equal(planned.code, 0, planned.stderr);
    assert.deepEqual(namesIn(join(folder, "made")), ["plan.yaml"]);
    const path = join(folder, "made", "plan.yaml");
    const text = await Deno.readTextFile(path);
    await Deno.writeTextFile(path, text.replace(/^tone: .*$/m, "tone: gentle"));
    const made = await create(folder, "--plan", "made/plan.yaml", "--steps", "3", "--workers", "1", "--yes");
    assert.equal(made.code, 0, made.stderr);
    assert.match(made.stdout, /\ntone +gentle/);
    assert.match(made.stderr, /console made\/bundle\n$/);
    // Texts are of the plan that they were begun with.
    await Deno.writeTextFile(path, text.replace(/^tone: .*$/m, "tone: sad"));
    const changed = await create(folder, "--plan", "made/plan.yaml", "--yes");
    assert.equal(changed.code, 2);
    assert.match(changed.stderr, /^ascii-gen: made has texts of another plan than made\/plan\.yaml is now/);
  }));

Deno.test("without a terminal and --yes it says so, shows the plan, and leaves nothing behind", () =>
  inEmptyFolder(async (folder) => {
    const shown = await create(folder, RECIPES, ...TINY);
    assert.equal(shown.code, 2);
    assert.match(shown.stdout, /^plan +a fun GPT/);
    assert.match(shown.stderr, /^ascii-gen: nobody is at a terminal .*--yes/);
    const other = await run(
      Deno.execPath(),
      [...PROGRAM, "generate", "--model-size", "13M", "--prompt", "x"],
      {
        cwd: folder,
        inherit: true,
      },
    );
    assert.equal(other.code, 2);
    assert.match(other.stderr, /^ascii-gen: .*'13M' is invalid.*nano, 12M, 33M, 117M/);
    assert.deepEqual(namesIn(folder), []);
  }));

Deno.test({
  name: "killed at random in planning, writing and training, the same command goes on to the same model",
  ignore: Deno.build.os === "windows",
  fn: () => inEmptyFolder(async (folder) => assert.ok(await surviveKills(folder, 5, 19) > 0)),
});

Deno.test("the executable makes a model, too, and speaks to it", () =>
  inEmptyFolder(async (folder) => {
    const program = await binary();
    const env = { HOME: folder, NO_COLOR: "1" };
    const made = await run(program, ["create", RECIPES, ...TINY, "--yes"], { cwd: folder, env });
    assert.equal(made.code, 0, made.stderr);
    const said = await run(program, ["complete", "--model", "tiny", "--max-tokens", "3", "a"], {
      cwd: folder,
      env,
    });
    assert.equal(said.code, 0, said.stderr);
  }));

Deno.test({
  name:
    "a person is asked for all of it, has other samples drawn, changes the tone, and Ctrl-C while training saves",
  ignore: Deno.build.os === "windows",
  fn: () =>
    inEmptyFolder(async (folder) => {
      const flags = TINY.map((flag) => flag === "12" ? "1000000" : flag);
      {
        await using terminal = await atTerminal(folder, ...flags);
        const { type, shows, ended } = terminal;
        await shows(/what shall it write/);
        await type(`${RECIPES}\r`);
        await shows(/nano +.*of training, \d+ MB of memory/);
        await shows(/size \[nano\]: /);
        await type("\r");
        await shows(/where do its texts come from \[template\]: /);
        await type("1\r");
        await shows(/plan +a fun GPT/);
        const [first] = [await shows(/--- 2\r\n/)];
        await shows(/and now \[begin\]: /);
        await type("sing\r");
        await shows(/"sing" is none of begin, draw/);
        await type("draw\r");
        assert.notEqual(await shows(/--- 2\r\n/), first);
        await shows(/and now \[begin\]: /);
        await type("tone\r");
        await shows(/tone \[funny\]: /);
        await type("gentle\r");
        await shows(/tone +gentle/);
        await shows(/and now \[begin\]: /);
        await type("kinds\r");
        await shows(/of recipe, dialogue, .*\r\n.*kinds and their shares \[recipe 1\]: /s);
        await type("recipes\r");
        await shows(/"recipes" is no kind; did you mean recipe\?/);
        await type("recipe 0.5, recipe 0.5\r");
        await shows(/recipe is there twice/);
        await type("recipe 75 %, list 0.25\r");
        await shows(/kinds +recipe 75 %, list 25 %/);
        await shows(/and now \[begin\]: /);
        await type("\r");
        await shows(/step 20 /);
        await type("\x03");
        await shows(/stopping after this step/);
        await shows(/stopped; the same command goes on from here/);
        assert.equal(await ended(), 130);
      }
      const { step } = await loadCheckpoint(join(folder, "runs", "tiny", "checkpoint.bin"));
      assert.ok(step >= 20);
      const on = await create(folder, "--plan", "runs/tiny/plan.yaml", "--steps", String(step + 1), "--yes");
      assert.equal(on.code, 0, on.stderr);
      assert.match(on.stderr, /runs\/tiny has this plan and is gone on with/);
    }),
});

Deno.test({
  name:
    "Ctrl-C ends the questions with its own exit code, while one is asked and while something is computed",
  ignore: Deno.build.os === "windows",
  fn: () =>
    inEmptyFolder(async (folder) => {
      {
        await using terminal = await atTerminal(folder, RECIPES, ...TINY);
        await terminal.shows(/and now \[begin\]: /, PATIENCE);
        await terminal.type("\x03");
        assert.equal(await terminal.ended(), 130);
      }
      {
        await using terminal = await atTerminal(folder);
        await terminal.shows(/what shall it write/, PATIENCE);
        await terminal.type(`${RECIPES}\r`);
        await terminal.shows(/measuring this machine/, PATIENCE);
        await terminal.type("\x03");
        assert.equal(await terminal.ended(), 130);
      }
      assert.deepEqual(namesIn(folder), []);
    }),
});

/** Milliseconds that steps of twelve million weights may take on a busy machine. */
const PATIENCE = 120_000;

/** `create` at a terminal that is wide enough for its lines. */
const atTerminal = async (folder: string, ...args: string[]) =>
  openTerminal([Deno.execPath(), ...PROGRAM, "create", ...args], {
    ...{ cwd: folder, columns: 200 },
    env: { HOME: folder, DENO_DIR: await denoFolder(), NO_COLOR: "1" },
  });

/** Where packages are, of this process. */
async function denoFolder(): Promise<string> {
  const { stdout } = await run(Deno.execPath(), ["info", "--json"], { inherit: true });
  return JSON.parse(stdout).denoDir;
}
