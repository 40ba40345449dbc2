import assert from "node:assert/strict";
import { encode } from "fast-png";
import { runsOf } from "../../../src/art/render/json.ts";
import { render } from "../../../src/art/render/render.ts";
import { quietly } from "../../../src/base/context.ts";
import { draw } from "../../../src/operations/draw/draw.ts";
import { movingOf } from "../../../src/operations/draw/moving.ts";
import { openDrawing } from "../../../src/service/drawing/drawing.ts";
import { type Served, withService } from "../harness.ts";

/** A service that draws with the built-in model, at one thread. */
const withDrawing = async (use: (served: Served) => Promise<void>) => {
  await using drawing = openDrawing({ threads: 1, rows: 4, places: [] });
  await withService({ parts: { drawing } }, use);
};

const post = (path: string, body: unknown, headers: Record<string, string> = {}) => ({
  path,
  init: {
    method: "POST",
    body: body instanceof Uint8Array ? Uint8Array.from(body) : JSON.stringify(body),
    headers: { "content-type": "application/json", ...headers },
  },
});

async function ask({ address }: Served, { path, init }: { path: string; init?: RequestInit }) {
  const response = await fetch(address + path, init);
  return { response, bytes: await response.bytes() };
}
const text = (bytes: Uint8Array) => new TextDecoder().decode(bytes);

/** Events of a stream. */
const eventsIn = (body: string) =>
  body.split("\n\n").filter((part) => part.startsWith("event: ")).map((part) => {
    const [, event = "", data = ""] = /^event: (.*)\ndata: (.*)$/.exec(part) ?? [];
    return { event, data: JSON.parse(data) };
  });

const SMALL = { prompt: "cat", seed: 1, width: 16, maxLines: 8 };
const CAT = { thing: "cat", x: 0, y: 0, width: 0.5, height: 1 };
const STREAM = { accept: "text/event-stream" };

Deno.test("POST /draw draws what the program draws, in every format; GET does for links", () =>
  withDrawing(async (served) => {
    const [plain] = await draw({ prompts: ["cat"], seed: 1, width: 16, maxLines: 8 }, quietly);
    const { response, bytes } = await ask(
      served,
      post("/draw", { ...SMALL, confidence: true, sketchAs: "bits" }),
    );
    assert.equal(response.status, 200, text(bytes));
    const { drawings: [drawing], notes } = JSON.parse(text(bytes));
    assert.deepEqual([drawing.lines, drawing.seed, drawing.drawn, notes], [plain!.lines, 1, "cat", []]);
    assert.equal(Uint8Array.fromBase64(drawing.sketch.bits).length, 64 * 64 / 8);
    assert.deepEqual(
      drawing.confidence.map(({ length }: []) => length),
      plain!.lines.map(({ length }) => length),
    );
    const named = await ask(served, post("/draw", { ...SMALL, model: "built-in" }));
    assert.deepEqual(JSON.parse(text(named.bytes)).drawings[0].lines, drawing.lines);
    const beginnings = {
      plain: plain!.text,
      markdown: "```text\n",
      html: "<!DOCTYPE html>",
      svg: "<svg ",
      png: "\ufffdPNG",
      ansi: "\x1b[1m",
    };
    for (const [format, beginning] of Object.entries(beginnings)) {
      const { response, bytes } = await ask(served, {
        path: `/draw?prompt=cat&seed=1&width=16&maxLines=8&format=${format}`,
      });
      assert.equal(response.status, 200);
      assert.ok(text(bytes).includes(beginning), format);
    }
  }));

Deno.test("colours, words and frames are those of the program, in JSON and in the formats that have them", () =>
  withDrawing(async (served) => {
    const prompt = "sailboat", input = { seed: 4, color: true, say: "Ahoy" };
    const [native] = await draw({ prompts: [prompt], ...input, width: 28 }, quietly);
    const moving = movingOf(native!, undefined);
    // Two columns are left for the motion.
    const asked = { prompt, ...input, width: 30, animate: true };
    const { bytes } = await ask(served, post("/draw", asked));
    const { drawings: [drawing] } = JSON.parse(text(bytes));
    assert.deepEqual(drawing.lines, native!.lines);
    assert.ok(drawing.text.includes("Ahoy"));
    assert.deepEqual(drawing.colours, runsOf(native!.lines, native!.colours!));
    assert.deepEqual(drawing.moving, {
      ...{ motion: "bob", delay: 500 },
      frames: moving.frames.map(({ lines, colours }) => ({ lines, colours: runsOf(lines, colours!) })),
    });
    for (const format of ["svg", "gif"] as const) {
      const query = new URLSearchParams(Object.entries({ ...asked, format }).map(([k, v]) => [k, String(v)]));
      const { response, bytes } = await ask(served, { path: `/draw?${query}` });
      const wanted = await render(format, { ...native!, moving });
      assert.deepEqual(bytes, typeof wanted === "string" ? new TextEncoder().encode(wanted) : wanted);
      assert.match(response.headers.get("content-type")!, new RegExp(`^image/${format}`));
      // Its own style is what moves it when it is opened by itself; nothing else may be there.
      const policy = response.headers.get("content-security-policy")!;
      assert.match(policy, /^default-src 'none'.*; style-src 'unsafe-inline'$/);
    }
    const wide = { ...input, say: "日本語" };
    // Asked for before this thread has ever measured such words.
    const answer = await ask(served, post("/draw", { ...asked, ...wide }));
    const [spoken] = await draw({ prompts: [prompt], ...wide, width: 28 }, quietly);
    assert.deepEqual(
      JSON.parse(text(answer.bytes)).drawings[0].moving.frames.map(({ lines }: { lines: string[] }) => lines),
      movingOf(spoken!, undefined).frames.map(({ lines }) => lines),
    );
    for (
      const [query, detail] of [
        ["animate=true&format=png", /animate goes with the formats json, gif and svg, not with png/],
        ["format=gif", /gif is for what moves/],
        ["animate=true&format=gif&count=2", /as gif one drawing moves/],
      ] as const
    ) {
      const { response, bytes } = await ask(served, { path: `/draw?prompt=cat&${query}` });
      assert.equal(response.status, 422);
      assert.match(JSON.parse(text(bytes)).detail, detail);
    }
  }));

Deno.test("a drawing for terminals has the colours that the program shows on one", () =>
  withDrawing(async (served) => {
    const [native] = await draw({ prompts: ["parrot"], seed: 3, width: 30, color: true, depth: 24 }, quietly);
    const { bytes } = await ask(served, {
      path: "/draw?prompt=parrot&seed=3&width=30&color=true&format=ansi",
    });
    assert.equal(text(bytes).trimEnd(), native!.text.trimEnd());
  }));

Deno.test("a stream tells of plan, sketch, text, cells and the drawing, and a client who leaves makes room", () =>
  withDrawing(async (served) => {
    const body = { ...SMALL, count: 2, confidence: true, sketchAs: "png" };
    const { response, bytes } = await ask(served, post("/draw", body, STREAM));
    assert.match(response.headers.get("content-type") ?? "", /^text\/event-stream/);
    const events = eventsIn(text(bytes));
    assert.deepEqual(events[0], { event: "plan", data: { count: 2, notes: [] } });
    assert.deepEqual(events.at(-1), { event: "done", data: {} });
    for (const index of [0, 1]) {
      const of = (name: string) => events.filter(({ event, data }) => event === name && data.index === index);
      const drawing: { text: string } = of("drawing")[0]!.data;
      const streamed = of("text").map(({ data }) => data.text).join("").split("\n").slice(0, -1);
      const margin = streamed[0]!.length - drawing.text.split("\n")[0]!.length;
      assert.equal(streamed.map((line: string) => line.slice(margin)).join("\n"), drawing.text);
      assert.equal(of("sketch").length, 1);
      assert.equal(of("cell").length, streamed.join("").length);
    }
    const stop = new AbortController();
    const { path, init } = post(
      "/draw",
      { prompt: "cat", seed: 1, count: 50, width: 80, maxLines: 48 },
      STREAM,
    );
    const left = await fetch(served.address + path, { ...init, signal: stop.signal });
    await left.body!.getReader().read();
    stop.abort();
    const { response: next } = await ask(served, post("/draw", SMALL));
    assert.equal(next.status, 200);
  }));

Deno.test("what a drawing tells of its things, given back as a layout, is the same drawing", () =>
  withDrawing(async (served) => {
    const limits = { width: 30, maxLines: 12 };
    const draw = async (body: unknown) => {
      const { response, bytes } = await ask(served, post("/draw", body));
      assert.equal(response.status, 200, text(bytes));
      return JSON.parse(text(bytes)).drawings[0];
    };
    const first = await draw({ ...limits, prompt: "a cat beside two trees", seed: 7, style: ["solid"] });
    assert.equal(first.things.length, 3);
    const { confidence: _, ...again } = await draw({ ...limits, layout: first });
    assert.deepEqual([again.lines, again.things, again.seed], [first.lines, first.things, 7]);
  }));

Deno.test("what cannot be drawn is one problem that names the field", () =>
  withDrawing(async (served) => {
    const cases: [number, unknown, RegExp][] = [
      [422, {}, /say what to draw/],
      [422, { prompt: "x".repeat(201) }, /at most 200 characters, not 201/],
      [422, { prompt: "cat", prompts: ["dog"] }, /prompt does not go with prompts/],
      [422, { prompt: "cat", from: "?" }, /no Base64/],
      [422, { prompt: "cat", from: btoa("no picture") }, /the picture is no PNG/],
      [422, { prompt: "cat", width: 81 }, /^width 81 is not a whole number from 1 to 80/],
      [422, { prompt: "cat", maxLines: 49 }, /^maxLines 49 is not/],
      [422, { prompt: "cat", model: "../../weights/float16" }, /no model for art|no such model/],
      [422, { prompt: "cat", count: 101 }, /a request has at most 100/],
      [422, { prompt: "cat", model: 3 }, /model/],
      [422, { prompt: "cat", model: "built-out" }, /no model for art|no such model/],
      [422, { prompt: "zzqx", strict: true }, /./],
      [422, { prompt: "cat", style: ["oil"] }, /oil/],
      [422, { prompt: "cat", style: ["banner"], color: true }, /style banner does not go with color/],
      [422, { prompt: "cat", say: "x".repeat(1e6) }, /say has 1000000 characters; .*4000 at most/],
      [422, { prompt: "cat", motion: "bob" }, /motion goes with animate/],
      [422, { prompt: "cat", animate: true, width: 2 }, /animate needs width 3 or more, not 2/],
      [422, { layout: "/etc/passwd" }, /layout/],
      [422, { prompt: "cat", layout: { things: [CAT] } }, /prompt does not go with layout/],
      [
        422,
        { layout: { things: [{ ...CAT, thing: "zzqx" }] } },
        /^layout: things\[0\]\.thing: "zzqx" is unknown/,
      ],
      [
        422,
        { layout: { things: [{ ...CAT, x: 0.9 }] } },
        /^layout: things\[0\]: x 0\.9 and width 0\.5 reach/,
      ],
      [422, { layout: { things: [{ ...CAT, picture: 1e5 }] } }, /^layout: things\[0\]\.picture is 100000/],
    ];
    for (const [status, body, detail] of cases) {
      for (const headers of [{}, STREAM]) {
        const { response, bytes } = await ask(served, post("/draw", body, headers));
        const problem = JSON.parse(text(bytes));
        assert.equal(response.status, status, `${JSON.stringify(body)}: ${text(bytes)}`);
        assert.match(problem.detail, detail);
        assert.equal(response.headers.get("content-type"), "application/problem+json");
      }
    }
  }));

Deno.test("POST /image draws bytes and forms, and POST /draw a picture; damaged ones are refused", () =>
  withDrawing(async (served) => {
    const data = Uint8Array.from(
      { length: 32 * 32 },
      (_, i) => (i % 32 - 16) ** 2 + (i / 32 - 16) ** 2 < 150 ? 0 : 255,
    );
    const png = Uint8Array.from(encode({ width: 32, height: 32, data, channels: 1 }));
    const raw = await ask(served, post("/image?width=20&style=solid", png, { "content-type": "image/png" }));
    assert.equal(raw.response.status, 200, text(raw.bytes));
    const drawing = JSON.parse(text(raw.bytes));
    assert.ok(drawing.width <= 20 && drawing.lines.length > 4);
    const form = new FormData();
    form.set("picture", new File([png], "../../etc/passwd"));
    form.set("width", "20");
    form.set("style", "solid");
    form.set("format", "plain");
    const sent = await ask(served, { path: "/image", init: { method: "POST", body: form } });
    assert.equal(text(sent.bytes), `${drawing.text}\n`);
    for (
      const [bytes, detail] of [[png.slice(0, 20), /damaged PNG/], [
        new Uint8Array([1, 2]),
        /is no PNG/,
      ]] as const
    ) {
      const { response, bytes: told } = await ask(
        served,
        post("/image", bytes, { "content-type": "image/png" }),
      );
      assert.equal(response.status, 422);
      assert.match(JSON.parse(text(told)).detail, detail);
    }
    const from = await ask(served, post("/draw", { from: png.toBase64(), seed: 1, width: 20 }));
    assert.equal(from.response.status, 200, text(from.bytes));
    assert.ok(JSON.parse(text(from.bytes)).drawings[0].lines.length > 2);
  }));
