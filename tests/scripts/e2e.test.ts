import assert from "node:assert/strict";
import { join } from "node:path";
import { heard } from "../../scripts/e2e/child.ts";
import { chosenStages, placeOf } from "../../scripts/e2e/choose.ts";
import { runLine } from "../../scripts/e2e/line.ts";
import type { Stage, Work } from "../../scripts/e2e/stage.ts";
import { STAGES } from "../../scripts/e2e/stages.ts";
import { countedBits } from "../../scripts/e2e/stages/entropy.ts";
import { latest, newSummary, readSummary } from "../../scripts/e2e/summary.ts";
import { UserError } from "../../src/base/errors.ts";
import { isThere } from "../../src/base/files.ts";
import { inEmptyFolder, ROOT, run } from "../e2e/binary.ts";

const stage = (name: string, run: (work: Work) => Promise<void>): Stage => ({ name, about: `${name}s`, run });

/** A program that runs a script. */
const script = (text: string) => ({ command: Deno.execPath(), args: ["eval", "-q", text] });

const NEVER = new AbortController().signal;

/** Runs stages in a folder; what was told, and whether all passed. */
async function runIn(
  folder: string,
  all: readonly Stage[],
  { chosen = all, keepGoing = false, signal = NEVER, hurry = NEVER }: {
    chosen?: readonly Stage[];
    keepGoing?: boolean;
    signal?: AbortSignal;
    hurry?: AbortSignal;
  } = {},
) {
  const told: string[] = [];
  const place = { folder, summary: await readSummary(folder) ?? newSummary(true), kept: false };
  const good = await runLine({
    ...{ all, chosen, keepGoing, signal, place, hurry },
    told: (line) => told.push(line),
  });
  return { good, told: told.join("\n"), summary: (await readSummary(folder))! };
}

const makes = stage("make", async (work) => {
  const path = join(work.folder, "a.txt");
  await Deno.writeTextFile(path, "made");
  work.give("text", path);
});
const reads = stage("read", async (work) => {
  const { stdout } = await work.run(
    script(`console.log(Deno.readTextFileSync("${work.take("make", "text")}"))`),
  );
  work.check("the text", stdout.trim(), "made", stdout.trim() === "made");
});
const fails = stage("fail", async (work) => {
  await work.run(script(`console.error("a bad day"); Deno.exit(3)`));
});

Deno.test("stages are run in order, hand things on, and leave logs with times and a summary", () =>
  inEmptyFolder(async (folder) => {
    const { good, summary } = await runIn(folder, [makes, reads]);
    assert.ok(good);
    const names = [...Deno.readDirSync(folder)].map(({ name }) => name).sort();
    assert.deepEqual(names, [
      "01-make",
      "01-make.log",
      "02-read",
      "02-read.log",
      "summary.json",
      "summary.md",
    ]);
    const log = (await Deno.readTextFile(join(folder, "02-read.log"))).trimEnd().split("\n");
    assert.ok(log.every((line) => /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z ./.test(line)), log.join("\n"));
    assert.ok(log.some((line) => line.endsWith("Z out made")), log.join("\n"));
    const { verdict, findings, processorSeconds } = latest(summary, "read")!;
    assert.equal(verdict, "passed");
    assert.deepEqual(findings, [{ what: "the text", measured: "made", must: "made", holds: true }]);
    if (Deno.build.os === "linux") assert.ok(processorSeconds! > 0, "that of its children counts");
    assert.match(
      await Deno.readTextFile(join(folder, "summary.md")),
      /^\| the text \| made \| made \| yes \|$/m,
    );
  }));

Deno.test("the first stage that fails ends the line, its end and the place of its log are told", () =>
  inEmptyFolder(async (folder) => {
    const { good, told, summary } = await runIn(folder, [makes, fails, reads]);
    assert.ok(!good);
    assert.deepEqual(summary.attempts.map(({ stage, verdict }) => `${stage} ${verdict}`), [
      "make passed",
      "fail failed",
    ]);
    assert.match(told, /^fail: .* ended with exit code 3, not 0: a bad day$/m);
    assert.ok(told.includes(`fail: its log is ${join(folder, "02-fail.log")}`), told);
    assert.match(await Deno.readTextFile(join(folder, "02-fail.log")), /Z err a bad day\n/);
    const further = await runIn(folder, [makes, fails, reads], { keepGoing: true });
    assert.ok(!further.good);
    assert.equal(latest(further.summary, "read")!.verdict, "passed");
  }));

Deno.test("a check that does not hold, and an error in a stage, fail it", () =>
  inEmptyFolder(async (folder) => {
    const wrong = stage("wrong", (work) => {
      work.check("a number", 3, "below 2", false);
      return Promise.resolve();
    });
    const broken = stage("broken", () => Promise.reject(new TypeError("no such thing")));
    const { told, summary } = await runIn(folder, [wrong, broken], { keepGoing: true });
    assert.match(told, /^wrong: a number is 3, not below 2$/m);
    assert.equal(latest(summary, "wrong")!.findings[0]!.holds, false);
    assert.equal(latest(summary, "broken")!.error, "no such thing");
    const log = await Deno.readTextFile(join(folder, "02-broken.log"));
    assert.match(log, /Z TypeError: no such thing\n.*e2e\.test\.ts/s, "where it came from");
  }));

Deno.test("stages are run alone on what others left, and nothing of an attempt before is touched", () =>
  inEmptyFolder(async (folder) => {
    const all = [makes, fails, reads],
      only = (name: string) => ({ chosen: chosenStages(all, { only: name }) });
    const early = await runIn(folder, all, only("read"));
    assert.match(early.told, /the stage make has not passed yet, which makes the "?text"?/);
    assert.ok((await runIn(folder, all, only("make"))).good);
    const log = await Deno.readTextFile(join(folder, "03-read.log"));
    const { good, summary } = await runIn(folder, all, only("read"));
    assert.ok(good);
    assert.equal(latest(summary, "read")!.log, "03-read.2.log");
    assert.equal(await Deno.readTextFile(join(folder, "03-read.log")), log);
    assert.equal(summary.attempts.length, 3);
  }));

Deno.test("an abort ends what a stage started, and the line", () =>
  inEmptyFolder(async (folder) => {
    const stop = new AbortController();
    let pid = 0;
    const waits = stage("wait", async (work) => {
      const running = work.start(script(`console.log("waiting"); setInterval(() => {}, 1000)`));
      pid = running.pid;
      await heard(running, "out", /waiting/);
      stop.abort();
      await running.ended;
      work.signal.throwIfAborted();
    });
    const { good, told, summary } = await runIn(folder, [waits, makes], {
      keepGoing: true,
      signal: stop.signal,
    });
    assert.ok(!good);
    assert.deepEqual(summary.attempts.map(({ verdict }) => verdict), ["stopped"]);
    assert.match(told, /^wait: its log is /m);
    if (Deno.build.os !== "windows") assert.throws(() => Deno.kill(pid, "SIGTERM"), Deno.errors.NotFound);
  }));

Deno.test("a second word ends what does not listen, and what that started, at once", () =>
  inEmptyFolder(async (folder) => {
    const stop = new AbortController(), hurry = new AbortController();
    const deaf =
      `Deno.addSignalListener("SIGTERM", () => console.log("no")); console.log(Deno.pid); setInterval(() => {}, 1000);`;
    const parent = `new Deno.Command(Deno.execPath(), { args: ["eval", "-q", ${
      JSON.stringify(deaf)
    }] }).spawn(); ${deaf}`;
    let signal: string | null = null;
    const stubborn = stage("stubborn", async (work) => {
      const running = work.start(script(parent));
      await heard(running, "out", /\d+\n\d+\n/);
      stop.abort();
      await heard(running, "out", /no/);
      hurry.abort();
      // It has ended when nobody holds its output any more, so the one that it started has ended too.
      ({ signal } = await running.ended);
    });
    await runIn(folder, [stubborn], { signal: stop.signal, hurry: hurry.signal });
    assert.equal(signal, "SIGKILL");
  }));

Deno.test("what a stage leaves running ends with it, and what takes too long is ended", () =>
  inEmptyFolder(async (folder) => {
    const forever = script(`console.log("here"); setInterval(() => {}, 1000)`);
    let code: number | undefined, signal: string | null | undefined;
    const leaves = stage("leave", async (work) => {
      const running = work.start(forever);
      running.ended.then((ended) => ({ code, signal } = ended));
      await heard(running, "out", /here/);
    });
    const late = stage("late", async (work) => {
      await work.run({ ...forever, most: 0.5 });
    });
    const { told } = await runIn(folder, [leaves, late]);
    assert.ok(code !== 0 && signal === "SIGTERM", `${code}, ${signal}`);
    assert.match(told, /^leave passed/m);
    assert.match(told, /^late: .* was not done after \d+ s$/m);
  }));

Deno.test("chosenStages() takes those that are named in the order of the line, or all from one on", () => {
  const names = (choice: Parameters<typeof chosenStages>[1]) =>
    chosenStages(STAGES, choice).map(({ name }) => name).join();
  const all = "data,train,export,parity,quantize,infer,binary,service,lint";
  assert.equal(names({}), all);
  assert.equal(names({ only: "export, train" }), "train,export");
  assert.equal(names({ from: "binary" }), "binary,service,lint");
  const refused = (choice: Parameters<typeof chosenStages>[1], message: RegExp) =>
    assert.throws(
      () => names(choice),
      (error) => error instanceof UserError && error.kind === "usage" && message.test(error.message),
    );
  refused({ only: "export,trian" }, /--only "?trian"? is no stage, only data, train/);
  refused({ from: "" }, /--from "" is no stage/);
  refused({ only: "lint", from: "lint" }, /two choices/);
});

Deno.test("placeOf() makes a new folder, goes on in the newest for some stages, and takes no folder of others", () =>
  inEmptyFolder(async (home) => {
    const asked = { out: undefined, some: false, quick: true, now: new Date("2026-01-02T03:04:05.678Z") };
    const first = await placeOf(home, asked);
    assert.equal(first.folder, join(home, "2026-01-02T03-04-05"));
    await runIn(first.folder, [makes]);
    const second = await placeOf(home, asked);
    assert.equal(second.folder, `${first.folder}.2`);
    await Deno.remove(second.folder);
    const kept = await placeOf(home, { ...asked, some: true, quick: false });
    assert.deepEqual([kept.folder, kept.kept, kept.summary.quick], [first.folder, true, true]);
    const other = join(home, "other");
    await Deno.mkdir(other);
    await Deno.writeTextFile(join(other, "a"), "");
    await assert.rejects(placeOf(home, { ...asked, out: other }), /holds something else/);
    await Deno.writeTextFile(join(first.folder, "summary.json"), "{");
    await assert.rejects(placeOf(home, { ...asked, out: first.folder }), /summary\.json is damaged/);
    assert.ok(await isThere(join(other, "a")));
  }));

Deno.test("countedBits() is the entropy of bytes, alone and behind others", () => {
  const bits = (text: string, order: 0 | 1) => countedBits(new TextEncoder().encode(text), order);
  assert.equal(bits("aaaa", 0), 0);
  assert.equal(bits("abab", 0), 1);
  assert.equal(bits("ababa", 1), 0);
  assert.equal(bits("abcdabcd", 0), 2);
  assert.ok(Math.abs(bits("aabb" + "a", 1) - 1) < 1e-12, "each byte is followed by both alike");
});

Deno.test("deno task e2e refuses a stage that there is not, in a line, before it makes a folder", () =>
  inEmptyFolder(async (folder) => {
    const out = join(folder, "out");
    const args = ["run", "-q", "-A", "--no-check", join(ROOT, "scripts", "e2e.ts"), "--out", out];
    const { code, stdout, stderr } = await run(Deno.execPath(), [...args, "--only", "sleep"], {
      inherit: true,
    });
    assert.deepEqual([code, stdout], [2, ""]);
    assert.match(stderr, /^e2e: --only "?sleep"? is no stage, only data, .*\n$/);
    assert.ok(!await isThere(out));
  }));

Deno.test("docs/e2e.md tells of every stage, and of no other", async () => {
  const page = await Deno.readTextFile(join(ROOT, "docs", "e2e.md"));
  const [, stages = ""] = /^## The stages$(.*?)^## /ms.exec(page) ?? [];
  const told = [...stages.matchAll(/^\| `(\w+)` +\|/gm)].map(([, name]) => name);
  assert.deepEqual(told, STAGES.map(({ name }) => name));
});
