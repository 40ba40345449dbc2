import assert from "node:assert/strict";
import { join } from "node:path";
import { openConsole } from "../../src/console/console.ts";
import type { Screen } from "../../src/console/voice.ts";
import { inEmptyFolder } from "../e2e/binary.ts";
import { writeTinyText } from "./models.ts";

/** What a console writes, as one text. */
function recorded(columns?: number) {
  let text = "";
  const notes: string[] = [];
  const screen: Screen = {
    text: (piece) => text += piece,
    note: (line) => notes.push(line),
    columns: () => columns,
  };
  const take = () => {
    const taken = text;
    text = "";
    return taken;
  };
  return { screen, notes, take };
}

const never = new AbortController().signal;
const none: Screen = {
  text: () => assert.fail("nothing is to be listed"),
  note: () => assert.fail("there is nothing to say"),
  columns: () => undefined,
};

Deno.test("a language model goes on from all that was said, until it is told to forget", () =>
  inEmptyFolder(async (folder) => {
    const places = [join(folder, "models")];
    await writeTinyText(places[0]!, "notes");
    const talk = await openConsole(undefined, places, none);
    const { screen, notes, take } = recorded();
    const enter = (entry: string) => talk.enter(entry, screen, never);
    assert.match(talk.title(), /notes: a language model of [\d,]+ weights; \/help lists commands/);
    for (const entry of ["/seed 4", "/max-tokens 20", "/temperature 0"]) assert.ok(await enter(entry));
    assert.deepEqual(notes.splice(0), ["seed 4", "max-tokens 20", "temperature 0"]);
    await enter("3 cats");
    const first = take();
    assert.ok(first.endsWith("\n"));
    await enter("");
    const second = take();
    await enter("2 mats");
    const path = join(folder, "said.txt");
    const third = take();
    await enter(`/save ${path}`);
    const said = await Deno.readTextFile(path);
    assert.equal(said, `3 cats${first.slice(0, -1)}${second.slice(0, -1)}\n2 mats${third}`);
    await enter("/info");
    assert.match(take(), /context: \d+ characters, \d+ tokens[^]*\nmax-tokens 20\ntemperature 0\ntop-k 0\n/);
    await enter("/reset");
    await enter("3 cats");
    assert.equal(take(), first);
    await enter("/reset");
    // A text that begins with a slash.
    await enter("//reset");
    await enter(`/save ${path}`);
    assert.ok((await Deno.readTextFile(path)).startsWith("/reset"));
    assert.equal(await enter("/quit"), false);
    await talk.close();
  }));

Deno.test("commands that are wrong change nothing and say what would be right", () =>
  inEmptyFolder(async (folder) => {
    const places = [join(folder, "models")];
    await writeTinyText(places[0]!, "notes");
    const talk = await openConsole("notes", places, none);
    const { screen, take } = recorded();
    const cases: [entry: string, expected: RegExp][] = [
      ["/temperature 9", /^UserError: \/temperature 9 is not a number from 0 to 5$/],
      ["/top-p 0", /\/top-p 0 is not a number above 0, up to 1/],
      ["/top-k many", /\/top-k many is not a whole number from 0 up/],
      ["/temprature 1", /there is no command \/temprature for this model; did you mean \/temperature\? /],
      ["/style solid", /there is no command \/style for this model; \/help lists them/],
      ["/", /there is no command \/ for this model/],
      ["/constructor", /there is no command \/constructor/],
      ["/save", /\/save needs the name of a file/],
      [`/save ${folder}/a.txt`, /there is nothing to save yet/],
      ["/model none", /there is no model "none"; there is .*notes \(looked in /],
    ];
    for (const [entry, expected] of cases) await assert.rejects(talk.enter(entry, screen, never), expected);
    await talk.enter("3", screen, never);
    await assert.rejects(talk.enter(`/save ${folder}`, screen, never), /is a folder, not a file/);
    const own = join(folder, "own.txt");
    await Deno.writeTextFile(own, "mine");
    await assert.rejects(
      talk.enter(`/save ${own}`, screen, never),
      /own\.txt is there already; name another/,
    );
    assert.equal(await Deno.readTextFile(own), "mine");
    await assert.rejects(talk.enter(`/save ${folder}/none/a.txt`, screen, never), Deno.errors.NotFound);
    take();
    await talk.enter("/help", screen, never);
    const help = take();
    for (
      const name of [
        "temperature",
        "top-k",
        "min-p",
        "max-tokens",
        "seed",
        "model",
        "save",
        "reset",
        "info",
        "quit",
      ]
    ) {
      assert.match(help, new RegExp(`^/${name}\\b`, "m"));
    }
    await talk.close();
  }));

Deno.test("an interrupted text stays as far as it came, and the console goes on", () =>
  inEmptyFolder(async (folder) => {
    await writeTinyText(folder, "notes");
    const talk = await openConsole(join(folder, "notes"), [], none);
    const { screen, take } = recorded();
    const stop = new AbortController();
    for (const entry of ["/max-tokens 100000", "/seed 2"]) await talk.enter(entry, screen, never);
    await talk.enter("1 cat", {
      ...screen,
      text: (piece) => {
        screen.text(piece);
        stop.abort();
      },
    }, stop.signal);
    const begun = take();
    assert.ok(begun.length >= 1 && begun.length < 100, begun);
    await talk.enter("/max-tokens 5", screen, never);
    assert.ok(await talk.enter("2", screen, never));
    await talk.close();
  }));

Deno.test("a model of drawings draws words within the columns, another picture each time", async () => {
  const talk = await openConsole("built-in", [], none);
  const { screen, notes, take } = recorded(30);
  const enter = (entry: string) => talk.enter(entry, screen, never);
  const widest = (text: string) => Math.max(...text.split("\n").map((line) => line.length));
  await enter("cat");
  const first = take();
  await enter("cat");
  const second = take();
  assert.ok(widest(first) <= 30 && widest(first) > 5);
  assert.notEqual(first, second);
  for (const entry of ["/seed 3", "/width 20", "/height 6", "/style solid"]) await enter(entry);
  notes.length = 0;
  await enter("spaniel");
  const small = take();
  assert.deepEqual(notes, ['"spaniel" is drawn as "dog" (more general)']);
  assert.ok(widest(small) <= 20 && small.trimEnd().split("\n").length <= 6, small);
  await enter("spaniel");
  assert.equal(take(), small);
  await enter("/style banner");
  await enter("Hi");
  assert.notEqual(take(), "");
  await enter("/style line");
  await assert.rejects(enter("xqzzy"), /"xqzzy" is unknown/);
  await talk.close();
});

Deno.test("a setting that nothing could be drawn with is refused at once; what is for letters waits for them", async () => {
  const talk = await openConsole("built-in", [], none);
  const { screen, take } = recorded(30);
  const enter = (entry: string) => talk.enter(entry, screen, never);
  const refused = {
    "/style foo": /^UserError: \/style foo is not one of line, solid, shaded, banner, or several$/,
    "/font foo": /^UserError: \/font foo is not one of standard, /,
    "/width 5000": /^UserError: \/width 5000 is not a whole number from 1 to 500$/,
    "/height 5000": /^UserError: \/height 5000 is not a whole number from 1 to 500$/,
    "/top-k 5000": /^UserError: \/top-k 5000 is not a whole number from 0 to \d+$/,
  };
  for (const [entry, message] of Object.entries(refused)) await assert.rejects(enter(entry), message);
  for (const entry of ["/seed 1", "/font Slant", "/width 500", "/height 500"]) await enter(entry);
  await enter("cat");
  const width = Math.max(...take().split("\n").map((line) => line.length));
  assert.ok(width > 30 && width <= 80, `${width}`);
  await enter("/style banner");
  await enter("Hi");
  assert.match(take(), /\/ \/ \/ /);
  await enter("/like 3");
  await assert.rejects(enter("Hi"), /^UserError: \/style banner does not go with \/like: /);
  await talk.close();
});

Deno.test("lines are completed: commands, their values, models, and words that can be drawn", () =>
  inEmptyFolder(async (folder) => {
    await writeTinyText(folder, "notes");
    const talk = await openConsole("built-in", [folder], none);
    assert.deepEqual(await talk.complete("/he"), [["/help ", "/height "], "/he"]);
    assert.deepEqual(await talk.complete("/style so"), [["solid"], "so"]);
    assert.deepEqual(await talk.complete("/model "), [["notes", "built-in"], ""]);
    const [words, part] = await talk.complete("elep");
    assert.ok(words.includes("elephant"));
    assert.equal(part, "elep");
    assert.deepEqual(await talk.complete("/nothing x"), [[], "x"]);
    await talk.enter("/model notes", recorded().screen, never);
    assert.deepEqual(await talk.complete("elep"), [[], "elep"]);
    await talk.close();
  }));

Deno.test("another model has the settings that it knows too, and the others are said to be lost", () =>
  inEmptyFolder(async (folder) => {
    for (const name of ["one", "two"]) await writeTinyText(folder, name);
    const talk = await openConsole("one", [folder], none);
    const { screen, notes } = recorded();
    const enter = (entry: string) => talk.enter(entry, screen, never);
    for (const entry of ["/max-tokens 3", "/seed 5", "/model two"]) await enter(entry);
    assert.match(notes.splice(0).at(-1)!, /^two: /);
    for (const entry of ["/max-tokens", "/model built-in", "/seed"]) await enter(entry);
    const [tokens, title, lost, seed] = notes;
    assert.equal(tokens, "max-tokens 3");
    assert.match(title!, /^built-in: /);
    assert.equal(lost, "this model does not know what was set of /max-tokens");
    assert.equal(seed, "seed 5");
    await talk.close();
  }));

Deno.test("a console without a name lists several models, and draws where there is no language model", () =>
  inEmptyFolder(async (folder) => {
    const { screen, notes, take } = recorded();
    const drawing = await openConsole(undefined, [folder], screen);
    assert.match(notes[0]!, /^there is no language model \(looked in .*, runs\); the built-in model draws$/);
    assert.match(drawing.title(), /^built-in: a model that draws [\d,]+ words/);
    await drawing.close();
    for (const name of ["one", "two"]) await writeTinyText(folder, name);
    await assert.rejects(
      openConsole(undefined, [folder], screen),
      /^UserError: say which model, such as: ascii-gen console one \(or built-in, which draws\); looked in .*, runs$/,
    );
    const table = take().trim().split("\n");
    assert.match(table[0]!, /^model +task +size +weights +made \(UTC\) +folder$/);
    assert.match(table[1]!, /^one +text +[\d.]+ kB +[\d,]+ +\d{4}-\d\d-\d\d \d\d:\d\d +.*one$/);
    assert.equal(table.length, 3);
  }));
