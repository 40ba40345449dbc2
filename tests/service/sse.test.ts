import assert from "node:assert/strict";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { route } from "../../src/service/route.ts";
import { lastEventId, type ServerEvent, sse, wantsEvents } from "../../src/service/sse.ts";
import { withService } from "./harness.ts";

const wait = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds));
const never = new AbortController().signal;

async function* of(...events: ServerEvent[]) {
  yield* events;
}

Deno.test("events are written as browsers read them, and none can write another", async () => {
  const events = of(
    { id: 1, event: "text", data: { text: "a\nb\r\u2028" } },
    { event: "x\nevent: evil", data: "\n\ndata: evil" },
  );
  const response = sse(events, { signal: never });
  assert.equal(response.headers.get("content-type"), "text/event-stream");
  assert.equal(
    await response.text(),
    'id: 1\nevent: text\ndata: {"text":"a\\nb\\r\u2028"}\n\nevent: x event: evil\ndata: "\\n\\ndata: evil"\n\n',
  );
});

Deno.test("a comment tells that nothing happens, and an error after the first event is an event", async () => {
  async function* slow(): AsyncGenerator<ServerEvent> {
    yield { data: 1 };
    await wait(120);
    throw new Error("a secret");
  }
  const told: unknown[] = [];
  const failed = (error: unknown) => void told.push(error);
  const text = await sse(slow(), { signal: never, heartbeat: 30, failed }).text();
  assert.match(String(told), /a secret/);
  assert.match(text, /^data: 1\n\n(?::\n\n){2,5}event: error\ndata: \{"status":500,"detail":"[^"]+"\}\n\n$/);
  assert.doesNotMatch(text, /secret/);
});

Deno.test("Last-Event-ID is a number or refused", () => {
  const of = (id?: string) => lastEventId(new Headers(id === undefined ? {} : { "last-event-id": id }));
  assert.deepEqual([of(), of(""), of("0"), of("41")], [0, 0, 0, 41]);
  for (const wrong of ["-1", "1.5", "1e3", "x", "99999999999999999999", "1; drop"]) {
    assert.throws(() => of(wrong), /no number of an event/);
  }
  const wants = (accept: string) => wantsEvents(new Headers({ accept }));
  assert.ok(wants("text/event-stream") && wants("application/json, text/event-stream;q=1"));
  assert.ok(!wants("*/*") && !wants("application/json"));
});

Deno.test("a client that leaves ends its stream, in a response and before it", async () => {
  const left: string[] = [];
  const stream = route({
    ...{ method: "GET", path: "/stream", scope: "draw", tag: "service", summary: "streams", answers: {} },
    handle: ({ signal }) => {
      async function* endless(): AsyncGenerator<ServerEvent> {
        try {
          for (let i = 0; !signal.aborted; i++) {
            yield { id: i, data: i };
            await wait(10);
          }
        } finally {
          left.push("stream");
        }
      }
      return sse(endless(), { signal });
    },
  });
  const slow = route({
    ...{ method: "GET", path: "/slow", scope: "draw", tag: "service", summary: "waits", answers: {} },
    async handle({ signal }) {
      await new Promise<void>((resolve) => signal.addEventListener("abort", () => resolve()));
      left.push("slow");
      return Response.json("nobody");
    },
  });
  await withService(
    { routes: [stream, slow], settings: { limits: { each: 1 } } },
    async ({ address, lines }) => {
      for (const path of ["/stream", "/slow", "/stream"]) {
        const client = new AbortController();
        const asked = fetch(address + path, { signal: client.signal }).then(async (response) => {
          assert.equal(response.status, 200);
          const reader = response.body!.getReader();
          for (;;) await reader.read();
        });
        await wait(100);
        client.abort();
        await assert.rejects(asked, { name: "AbortError" });
        for (let i = 0; i < 100 && !left.includes(path.slice(1)); i++) await wait(10);
        assert.deepEqual(left.splice(0), [path.slice(1)]);
      }
      const head = await fetch(`${address}/stream`, { method: "HEAD" });
      assert.equal(head.headers.get("content-type"), "text/event-stream");
      for (let i = 0; i < 100 && left.length === 0; i++) await wait(10);
      // What was on its way to one who left is no fault.
      assert.deepEqual(lines.filter(({ level }) => level === "error"), []);
    },
  );
});

Deno.test("what a stream was made of is let go of when it has ended", async () => {
  setFlagsFromString("--expose-gc");
  const collect: () => void = runInNewContext("gc");
  const signals: WeakRef<AbortSignal>[] = [];
  const stream = route({
    ...{ method: "GET", path: "/stream", scope: "draw", tag: "service", summary: "streams", answers: {} },
    handle({ signal }) {
      signals.push(new WeakRef(signal));
      return sse(of({ data: 1 }), { signal });
    },
  });
  await withService({ routes: [stream] }, async ({ address }) => {
    for (let i = 0; i < 20; i++) await (await fetch(`${address}/stream`)).text();
    await wait(50);
    collect();
    // The last ones may still be on a connection.
    const kept = signals.filter((each) => each.deref() !== undefined).length;
    assert.ok(kept < 5, `${kept} of 20 are kept`);
  });
});

Deno.test("a service that ends lets streams end, cuts those that do not, and takes nothing new", async () => {
  const ends: string[] = [];
  const stream = (path: string, stops: boolean) =>
    route({
      ...{ method: "GET", path, scope: "draw", tag: "service", summary: "streams", answers: {} },
      handle: ({ signal, closing }) => {
        async function* events(): AsyncGenerator<ServerEvent> {
          const end = stops ? closing : signal;
          while (!end.aborted) {
            yield { data: "more" };
            await wait(10);
          }
          ends.push(path);
          yield { event: "done", data: null };
        }
        return sse(events(), { signal });
      },
    });
  const routes = [stream("/kind", true), stream("/stubborn", false)];
  await withService({ routes, settings: { limits: { drain: 1 } } }, async ({ address, close }) => {
    const [kind, stubborn] = await Promise.all([fetch(`${address}/kind`), fetch(`${address}/stubborn`)]);
    const texts = Promise.all([kind!.text(), stubborn!.text().catch(() => "cut")]);
    await wait(50);
    const start = performance.now();
    await close();
    const took = performance.now() - start;
    assert.ok(took > 900 && took < 5000, `${took} ms`);
    const [polite] = await texts;
    assert.match(polite, /event: done\ndata: null\n\n$/);
    assert.ok(ends.includes("/kind"));
    await assert.rejects(fetch(`${address}/kind`));
  });
});
