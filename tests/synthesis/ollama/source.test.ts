import assert from "node:assert/strict";
import { join } from "node:path";
import { quietly } from "../../../src/base/context.ts";
import { UserError } from "../../../src/base/errors.ts";
import { random } from "../../../src/base/random.ts";
import { HELD_OUT_FILE, LEARN_FILE, STATE_FILE } from "../../../src/synthesis/dataset/files.ts";
import { reportLines } from "../../../src/synthesis/dataset/report.ts";
import { findOllama, makeDataset } from "../../../src/synthesis/make.ts";
import { openJournal } from "../../../src/synthesis/ollama/journal.ts";
import { promptOf } from "../../../src/synthesis/ollama/prompts.ts";
import { JOURNAL_FILE } from "../../../src/synthesis/ollama/source.ts";
import { contents, surviving } from "../dataset/killed.ts";
import { answer, EXAMPLES, ollamaPlan, textFor } from "./plan.ts";
import {
  answering,
  answerLines,
  type AskedText,
  type Behaviour,
  pause,
  type Piece,
  serveOllama,
} from "./server.ts";

const FILES = [LEARN_FILE, HELD_OUT_FILE, STATE_FILE];
const retries = { tries: 4, firstMs: 1 };

async function inFolder(work: (folder: string) => Promise<void>): Promise<void> {
  const folder = await Deno.makeTempDir({ prefix: "ollama-" });
  try {
    await work(folder);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

/** Numbers of the answers in a journal, as they stand there. */
async function journalled(folder: string): Promise<number[]> {
  const text = await Deno.readTextFile(join(folder, JOURNAL_FILE));
  assert.ok(text.endsWith("\n"));
  return text.trimEnd().split("\n").map((line) => Number(JSON.parse(line).index));
}

/** What the files must hold: the answers to prompts in order, up to as many characters as were asked for. */
function expected(plan = ollamaPlan("http://x")): { learn: string; heldOut: string; texts: number } {
  const parts = { learn: "", heldOut: "", texts: 0 };
  for (let characters = 0; characters < plan.characters; parts.texts++) {
    const { request, subject } = promptOf(plan, parts.texts, EXAMPLES);
    const text = textFor(request);
    characters += text.length + 1;
    parts[EXAMPLES.isHeldOut(subject ?? "") ? "heldOut" : "learn"] += `${text}\n<|endoftext|>\n`;
  }
  return parts;
}

Deno.test("a model writes the texts of a plan: several at once, in order, held-out subjects apart", () =>
  inFolder(async (folder) => {
    const third = Promise.withResolvers<void>();
    // None of the first is answered before there are three.
    await using server = await serveOllama((asked, number) => {
      if (number === 2) third.resolve();
      const { body } = answer(asked);
      return number > 2 || typeof body === "string"
        ? { body }
        : { body: [{ until: third.promise }, ...body] };
    });
    const state = await makeDataset(ollamaPlan(server.url), { folder, templates: EXAMPLES }, quietly);
    const { learn, heldOut, texts } = expected();
    assert.equal(await Deno.readTextFile(join(folder, LEARN_FILE)), learn);
    assert.equal(await Deno.readTextFile(join(folder, HELD_OUT_FILE)), heldOut);
    assert.ok(heldOut !== "" && state.ended === "characters" && state.next === texts);
    assert.equal(server.most(), 3);
    assert.match(reportLines(state)[0]!, new RegExp(`^${texts} texts looked at: ${texts} kept, 0 dropped$`));
    // Whoever asks again gets what is there.
    const asked = server.asked.length;
    await makeDataset(ollamaPlan(server.url), { folder, templates: EXAMPLES }, quietly);
    assert.equal(server.asked.length, asked);
    const other = ollamaPlan(server.url, { tone: "sad" });
    await assert.rejects(
      makeDataset(other, { folder, templates: EXAMPLES }, quietly),
      /texts of another plan/,
    );
  }));

/** Each request fails in another way before it goes well. */
const faulty: Behaviour = (asked, number) => {
  const [first = ""] = answerLines(["Half of it "]);
  const half = new TextEncoder().encode(first);
  const faults: (() => ReturnType<Behaviour>)[] = [
    () => ({ status: 503, body: '{"error":"server busy, please try again."}' }),
    () => ({ body: [half, "cut"] satisfies Piece[] }),
    () => ({ body: [half, new TextEncoder().encode('{"error":"out of memory"}\n')] }),
    () => answering("", { done_reason: "load" }),
    () => ({ body: [half, "stall"] satisfies Piece[] }),
  ];
  return number % 7 < faults.length ? faults[number % 7]!() : answer(asked);
};

Deno.test("after failures texts are asked for again, and nothing half is kept", () =>
  inFolder(async (folder) => {
    await using server = await serveOllama(faulty);
    const log: string[] = [];
    const context = { ...quietly, log: (line: string) => void log.push(line) };
    const making = {
      folder,
      templates: EXAMPLES,
      retries: { tries: 20, firstMs: 1 },
      patience: { silenceMs: 300 },
    };
    await makeDataset(ollamaPlan(server.url, { characters: 5000 }), making, context);
    const { learn } = expected(ollamaPlan("http://x", { characters: 5000 }));
    assert.equal(await Deno.readTextFile(join(folder, LEARN_FILE)), learn);
    for (
      const told of [
        /503: server busy/,
        /was cut/,
        /tells an error: out of memory/,
        /load the model/,
        /said nothing for/,
      ]
    ) {
      assert.ok(log.some((line) => told.test(line) && /asked again in \d+\.\d s$/.test(line)), String(told));
    }
  }));

Deno.test("a server that fails for good ends it with a line; what came is kept and not asked for again", () =>
  inFolder(async (folder) => {
    let broken = false;
    await using server = await serveOllama((asked, number) => {
      broken ||= number >= 12;
      return broken ? { status: 500, body: '{"error":"the runner has gone"}' } : answer(asked);
    });
    const plan = ollamaPlan(server.url);
    const making = { folder, templates: EXAMPLES, retries };
    await assert.rejects(makeDataset(plan, making, quietly), (error: UserError) => {
      assert.equal(error.kind, "environment");
      assert.match(
        error.message,
        /it answers 500: the runner has gone, after 4 tries; the same command goes on/,
      );
      return true;
    });
    const kept = await journalled(folder);
    assert.deepEqual(kept.sort((a, b) => a - b), Array.from({ length: 12 }, (_, i) => i));
    broken = false;
    const before = server.asked.length;
    await using again = await serveOllama(answer);
    await makeDataset(ollamaPlan(again.url), making, quietly);
    assert.equal(server.asked.length, before);
    const seeds = new Set(kept.map((index) => promptOf(plan, index, EXAMPLES).request.options.seed));
    assert.ok(
      again.asked.every(({ options }) => !seeds.has(options.seed)),
      "an answer that was there was asked for",
    );
    assert.equal(await Deno.readTextFile(join(folder, LEARN_FILE)), expected().learn);
  }));

Deno.test("a model that refuses, repeats itself or speaks German is told of, and given up where nothing else comes", () =>
  inFolder(async (folder) => {
    const texts = [
      "I'm sorry, but I can't help with that.",
      "Die Suppe wird mit Linsen und Zwiebeln gekocht. Danach gibt man Salz hinzu.",
      "and the soup ".repeat(40),
      "",
    ];
    let good = true;
    await using server = await serveOllama((asked) => {
      const bad = asked.options.seed % 2 === 0 || !good;
      return bad
        ? answering(texts[asked.options.seed % 4]!)
        : answering(`Sure! Here is a recipe:\n\n${textFor(asked)}`);
    });
    const plan = ollamaPlan(server.url);
    const state = await makeDataset(plan, { folder: join(folder, "a"), templates: EXAMPLES }, quietly);
    const lines = reportLines(state).join("\n");
    assert.match(lines, /dropped, refusals, or a program that speaks of itself: \d+ \("I'm sorry/);
    assert.match(lines, /dropped, the same again and again: \d+/);
    assert.match(lines, /kept, an introduction cut off: \d+/);
    assert.ok(!/Sure!|sorry|Suppe/.test(await Deno.readTextFile(join(folder, "a", LEARN_FILE))));
    good = false;
    const never = makeDataset(plan, { folder: join(folder, "b"), templates: EXAMPLES }, quietly);
    await assert.rejects(never, /of 100 texts none can be learned from, most as \w+ \(/);
    // The server was repaired: what came of it before is not the end.
    good = true;
    const after = await makeDataset(plan, { folder: join(folder, "b"), templates: EXAMPLES }, quietly);
    assert.equal(after.ended, "characters");
    assert.ok(after.next > 100 && after.learn.documents > 0);
  }));

Deno.test("killed 16 times with SIGKILL at random, no text of a model is lost or doubled", () =>
  inFolder(async (folder) => {
    const slowly = function* (asked: AskedText): Generator<Piece> {
      const lines = answerLines(textFor(asked).match(/\s*\S+|\s+$/g) ?? []);
      for (const [i, line] of lines.entries()) {
        if (i % 20 === 0) yield pause(2);
        yield new TextEncoder().encode(line);
      }
    };
    await using server = await serveOllama((asked) => ({ body: slowly(asked) }));
    const script = join(import.meta.dirname!, "maker.ts");
    const words = [String(server.url), folder];
    const { killed, errors } = await surviving(script, words, {
      kills: 16,
      longestMs: 80,
      random: random(2),
    });
    assert.deepEqual(errors, []);
    assert.equal(killed, 16);
    const { learn, heldOut, texts } = expected();
    assert.equal(await Deno.readTextFile(join(folder, LEARN_FILE)), learn);
    assert.equal(await Deno.readTextFile(join(folder, HELD_OUT_FILE)), heldOut);
    const indexes = await journalled(folder);
    assert.equal(new Set(indexes).size, indexes.length);
    assert.ok(indexes.length >= texts);
  }));

Deno.test("an abort ends it at once; begun again it comes to the same", () =>
  inFolder(async (folder) => {
    const stop = new AbortController();
    const reason = new Error("enough");
    let stalls = true;
    await using server = await serveOllama((asked, number) => {
      if (number === 9) setTimeout(() => stop.abort(reason), 20);
      return stalls && number >= 9 ? { body: ["stall"] satisfies Piece[] } : answer(asked);
    });
    const plan = ollamaPlan(server.url);
    const context = { ...quietly, signal: stop.signal };
    await assert.rejects(makeDataset(plan, { folder, templates: EXAMPLES }, context), reason);
    await server.left(1);
    stalls = false;
    await makeDataset(plan, { folder, templates: EXAMPLES }, quietly);
    const [first, second] = [await contents(folder, FILES), expected()];
    assert.deepEqual([first[LEARN_FILE], first[HELD_OUT_FILE]], [second.learn, second.heldOut]);
  }));

Deno.test("a journal cuts off a torn last line, and refuses any other damage", () =>
  inFolder(async (folder) => {
    const path = join(folder, JOURNAL_FILE);
    const line = (index: number) =>
      JSON.stringify({ index, text: `naïve ${index}`, unfinished: false, tokens: 3 }) + "\n";
    for (const torn of ["", "x", line(2).slice(0, 20), line(2).trimEnd(), "y".repeat(200_000)]) {
      await Deno.writeTextFile(path, line(0) + line(1) + torn);
      using journal = await openJournal(path, 1);
      assert.deepEqual([...journal.answers.keys()], [1]);
      await journal.add({ index: 2, text: "new", unfinished: true, tokens: 1 });
      assert.deepEqual(await journalled(folder), [0, 1, 2]);
    }
    await Deno.writeTextFile(path, line(0) + line(1).slice(0, 20) + "\n" + line(2));
    await assert.rejects(openJournal(path, 0), /samples\.jsonl:2 is no JSON: the file was changed/);
    await Deno.writeTextFile(path, line(3) + line(3));
    await assert.rejects(openJournal(path, 0), /samples\.jsonl:2: answer 3 is there twice/);
  }));

Deno.test("prompts are of the plan, the same by number, and differ from each other", () => {
  const plan = ollamaPlan("http://x");
  const prompts = Array.from({ length: 400 }, (_, i) => promptOf(plan, i, EXAMPLES));
  assert.deepEqual(promptOf(plan, 17, EXAMPLES), prompts[17]);
  assert.ok(new Set(prompts.map(({ request }) => request.prompt)).size > 390);
  assert.equal(new Set(prompts.map(({ request }) => request.options.seed)).size, 400);
  assert.notDeepEqual(promptOf({ ...plan, seed: 4 }, 17, EXAMPLES), prompts[17]);
  for (const { request: { prompt, options }, subject = "", kind } of prompts) {
    assert.ok(prompt.includes(subject) && subject !== "");
    assert.match(prompt, /cooking recipes[\s\S]*Its tone is funny\.\nIt is told by a pirate\./);
    assert.ok(options.num_predict > 300);
    assert.match(prompt, kind === "recipe" ? /Write a recipe for/ : /Write a very short story about/);
    // What a held-out text says must not come in by an example.
    const [, ...shown] = prompt.split("\n---\n");
    assert.ok(shown.every((text) => !text.includes("onion pie")));
  }
  const withExample =
    prompts.filter(({ request }) => request.prompt.includes("This is one of the collection")).length;
  assert.ok(withExample > 100 && withExample < 220, String(withExample));
});

Deno.test("a subject is asked for in words, and kept as the templates call it", () => {
  const sample = () => ({ text: "", kind: "letter" as const, subject: "letter: dip + pumpkin" });
  const { request, subject } = promptOf(ollamaPlan("http://x"), 0, { ...EXAMPLES, sample });
  assert.match(request.prompt, /Write a letter about dip and pumpkin, about \d+ words\./);
  assert.equal(subject, "letter: dip + pumpkin");
});

Deno.test("without templates kinds and subjects are of the plan, in the shares that it has", () => {
  const plan = ollamaPlan("http://x");
  const prompts = Array.from({ length: 1000 }, (_, i) => promptOf(plan, i));
  const recipes = prompts.filter(({ kind }) => kind === "recipe").length;
  assert.ok(recipes > 750 && recipes < 850, String(recipes));
  const subjects = new Set(prompts.filter(({ kind }) => kind === "recipe").map(({ subject }) => subject));
  const qualities = ["", "warm ", "quick "];
  assert.deepEqual(
    [...subjects].sort(),
    plan.words.dish!.flatMap((dish) => qualities.map((word) => word + dish)).sort(),
  );
  assert.ok(prompts.every(({ kind, subject }) => kind === "recipe" || subject === undefined));
});

Deno.test("findOllama() tells what there is to choose from", async () => {
  await using server = await serveOllama(answer);
  const { signal } = new AbortController();
  const { host, version, models } = await findOllama(server.url.host, signal);
  assert.deepEqual([host, version, models.map(({ name }) => name)], [`http://${server.url.host}`, "0.17.4", [
    "tiny:latest",
  ]]);
  await using empty = await serveOllama(answer, { models: [] });
  await assert.rejects(
    findOllama(empty.url.host, signal),
    /has no models: get one, for example by "ollama pull/,
  );
});
