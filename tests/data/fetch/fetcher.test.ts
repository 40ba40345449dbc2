import assert from "node:assert/strict";
import { join } from "node:path";
import { UserError } from "../../../src/base/errors.ts";
import { createFetcher, type FetcherOptions, UnreachableHost } from "../../../src/data/fetch/fetcher.ts";
import { decodeText } from "../../../src/data/fetch/charset.ts";
import { quickFetcher, serve } from "../sources/servers/server.ts";

const bytes = (text: string) => new TextEncoder().encode(text);
const rejects = (work: Promise<unknown>, message: RegExp) =>
  assert.rejects(work, (error) => error instanceof UserError && message.test(error.message));

Deno.test("get() names the project and gives the body", async () => {
  await using server = serve({ "/a": (request) => new Response(request.headers.get("user-agent")) });
  const { bytes, status, fromCache } = await quickFetcher(server).get(`${server.url}/a#part`);
  assert.match(decodeText(bytes), /^ascii-gen\//);
  assert.deepEqual([status, fromCache], [200, false]);
  assert.deepEqual(server.requests, ["/a"]);
});

Deno.test("get() tries again after 5xx, 429 and a body cut short, and then gives up", async () => {
  await using server = serve({
    "/busy": (_, times) => times < 3 ? new Response("", { status: 503 }) : new Response("at last"),
    "/later": (_, times) =>
      times < 2 ? new Response("", { status: 429, headers: { "retry-after": "0" } }) : new Response("thanks"),
    "/cut": (_, times) => times < 2 ? cutBody() : new Response("whole"),
    "/always-cut": () => cutBody(),
    "/down": () => new Response("", { status: 500 }),
  });
  const fetcher = quickFetcher(server);
  const text = async (path: string) => decodeText((await fetcher.get(server.url + path)).bytes);
  assert.equal(await text("/busy"), "at last");
  assert.equal(await text("/later"), "thanks");
  assert.equal(await text("/cut"), "whole");
  await rejects(text("/down"), /cannot be had: the server answers 500 \(tried 3 times\)/);
  await rejects(text("/always-cut"), /cut short or damaged/);
  const count = (path: string) => server.requests.filter((request) => request === path).length;
  assert.deepEqual(["/busy", "/later", "/cut", "/down", "/always-cut"].map(count), [3, 2, 2, 3, 3]);
});

Deno.test("get() gives up when the server wants to be left alone for too long", async () => {
  await using server = serve({
    "/a": () => new Response("", { status: 429, headers: { "retry-after": "86400" } }),
  });
  await rejects(quickFetcher(server).get(`${server.url}/a`), /429, and asks to come back in 86400 s/);
  assert.equal(server.requests.length, 1);
});

Deno.test("get() times out on headers and on bodies", async () => {
  const release = Promise.withResolvers<void>();
  await using server = serve({
    "/silent": async () => {
      await release.promise;
      return new Response("");
    },
    "/drip": () => new Response(new ReadableStream({ start: (stream) => stream.enqueue(bytes("a")) })),
  });
  const get = (path: string, limit: FetcherOptions) =>
    quickFetcher(server, { ...limit, tries: 2 }).get(server.url + path);
  await rejects(get("/silent", { headersTimeoutMs: 50 }), /no headers within 0.05 s \(tried 2 times\)/);
  await rejects(get("/drip", { bodyTimeoutMs: 50 }), /no body within 0.05 s/);
  release.resolve();
});

Deno.test("get() stops at the byte limit, also of what is decompressed", async () => {
  const packed = await new Response(
    new Blob(["x".repeat(100_000)]).stream().pipeThrough(new CompressionStream("gzip")),
  ).bytes();
  await using server = serve({
    "/plain": "x".repeat(2000),
    "/packed": () => new Response(packed, { headers: { "content-encoding": "gzip" } }),
    "/endless": () =>
      new Response(new ReadableStream({ pull: (stream) => stream.enqueue(new Uint8Array(512)) })),
  });
  const fetcher = quickFetcher(server, { maxBytes: 1000 });
  for (const path of ["/plain", "/packed", "/endless"]) {
    await rejects(fetcher.get(server.url + path), /is longer than 1000 bytes/);
  }
  assert.equal(server.requests.length, 3);
});

Deno.test("get() follows redirects within the host only", async () => {
  const to = (location: string) => () => new Response("", { status: 302, headers: { location } });
  await using server = serve({
    "/old": to("/new"),
    "/new": "here",
    "/away": to("http://example.com/"),
    "/inside": to("http://169.254.169.254/latest/"),
    "/port": to("http://127.0.0.1:1/"),
    "/loop": to("/loop"),
    "/file": to("file:///etc/passwd"),
  });
  const fetcher = quickFetcher(server);
  assert.equal((await fetcher.get(`${server.url}/old`)).url, `${server.url}/new`);
  for (const path of ["/away", "/inside", "/port", "/file"]) {
    await rejects(fetcher.get(server.url + path), /redirects to another host/);
  }
  await rejects(fetcher.get(`${server.url}/loop`), /redirects more than 5 times/);
});

Deno.test("get() refuses private addresses unless the user named the host", async () => {
  await using server = serve({
    "/a": "a",
    "/away": () => new Response("", { status: 302, headers: { location: "http://10.0.0.1/" } }),
  });
  const stranger = createFetcher({ delayMs: 0, tries: 1 });
  for (
    const url of [
      `${server.url}/a`,
      "http://localhost/",
      "http://[::1]/",
      "http://[::ffff:127.0.0.1]/",
      "http://192.168.1.1/",
      "http://169.254.169.254/",
      "http://0x7f.1/",
      "http://0.0.0.0/",
    ]
  ) await rejects(stranger.get(url), /is a \w+ address, not one of the public internet/);
  await rejects(stranger.get("file:///etc/passwd"), /only http and https/);
  await rejects(stranger.get("http://user:secret@example.com/"), /user name or a password/);
  await rejects(stranger.get("no url"), /"no url" is no URL/);
  assert.deepEqual(server.requests, []);
  await rejects(
    quickFetcher(server).get(`${server.url}/away`, { redirectTo: ["10.0.0.1"] }),
    /10\.0\.0\.1 is a private address/,
  );
});

Deno.test("get() keeps to robots.txt", async () => {
  await using server = serve({
    "/robots.txt":
      "User-agent: *\nDisallow: /secret\n\nUser-agent: ascii-gen\nDisallow: /private\nCrawl-delay: 0.01\n",
    "/private/a": "a",
    "/secret/a": "a",
    "/lane": () => new Response("", { status: 302, headers: { location: "/private/a" } }),
  });
  const fetcher = quickFetcher(server);
  await rejects(fetcher.get(`${server.url}/private/a`), /robots\.txt disallows it/);
  await rejects(fetcher.get(`${server.url}/lane`), /private\/a is not fetched: the site's robots\.txt/);
  await fetcher.get(`${server.url}/secret/a`);
  assert.deepEqual(server.requests, ["/lane", "/secret/a"]);
});

Deno.test("get() asks nothing of a site whose robots.txt cannot be had", async () => {
  await using server = serve({ "/robots.txt": () => new Response("", { status: 500 }), "/a": "a" });
  await rejects(quickFetcher(server).get(`${server.url}/a`), /robots\.txt cannot be had/);
  assert.deepEqual(server.requests, []);
});

Deno.test("get() sends one request at a time to a host", async () => {
  let [running, most] = [0, 0];
  await using server = serve({
    "/a": async () => {
      most = Math.max(most, ++running);
      await Promise.resolve();
      running--;
      return new Response("a");
    },
  });
  const fetcher = quickFetcher(server, { delayMs: 2 });
  await Promise.all(Array.from({ length: 5 }, () => fetcher.get(`${server.url}/a`)));
  assert.deepEqual([most, server.requests.length], [1, 5]);
});

Deno.test("get() serves from the cache what the server confirms, and nothing else", async () => {
  const cacheFolder = await Deno.makeTempDir();
  let content = "first";
  const confirm = (name: string, validator: string, asks: string) => (request: Request) =>
    request.headers.get(asks) === `${validator}${content}`
      ? new Response(null, { status: 304 })
      : new Response(content, {
        headers: { [name]: `${validator}${content}`, "content-type": "text/x-art" },
      });
  await using server = serve({
    "/tagged": confirm("etag", "v-", "if-none-match"),
    "/dated": confirm("last-modified", "d-", "if-modified-since"),
    "/fleeting": () => new Response(content),
  });
  const get = async (path: string) => {
    const { bytes, fromCache, contentType } = await quickFetcher(server, { cacheFolder }).get(
      server.url + path,
    );
    return [decodeText(bytes), fromCache, contentType];
  };
  for (const path of ["/tagged", "/dated"]) {
    assert.deepEqual(await get(path), ["first", false, "text/x-art"]);
    assert.deepEqual(await get(path), ["first", true, "text/x-art"]);
  }
  await get("/fleeting");
  assert.equal((await get("/fleeting"))[1], false);
  content = "second";
  assert.deepEqual(await get("/tagged"), ["second", false, "text/x-art"]);
  for (const { path } of await bodies(cacheFolder)) await Deno.writeTextFile(path, "damaged");
  assert.deepEqual(await get("/tagged"), ["second", false, "text/x-art"]);
  assert.deepEqual(await get("/tagged"), ["second", true, "text/x-art"]);
  await Deno.remove(cacheFolder, { recursive: true });
});

Deno.test("get() gives a host up after failures in a row", async () => {
  await using server = serve({ "/down": () => new Response("", { status: 500 }), "/up": "up" });
  const fetcher = quickFetcher(server, { tries: 1 });
  for (let i = 0; i < 3; i++) await rejects(fetcher.get(`${server.url}/down`), /500/);
  await fetcher.get(`${server.url}/up`);
  for (let i = 0; i < 4; i++) await rejects(fetcher.get(`${server.url}/down`), /500/);
  const asked = server.requests.length;
  await assert.rejects(fetcher.get(`${server.url}/up`), (error) => error instanceof UnreachableHost);
  assert.equal(server.requests.length, asked);
});

Deno.test("get() stops at once when it is aborted", async () => {
  const arrived = Promise.withResolvers<void>();
  await using server = serve({
    "/slow": () => {
      arrived.resolve();
      return new Response("", { status: 503, headers: { "retry-after": "60" } });
    },
  });
  const stop = new AbortController();
  const fetcher = quickFetcher(server);
  const pending = fetcher.get(`${server.url}/slow`, { signal: stop.signal });
  const next = fetcher.get(`${server.url}/slow`, { signal: stop.signal });
  await arrived.promise;
  stop.abort(new Error("enough"));
  await assert.rejects(pending, /enough/);
  await assert.rejects(next, /enough/);
  assert.equal(server.requests.length, 1);
});

Deno.test("get() gives a range with the length of the whole", async () => {
  await using server = serve({
    "/a": (request) => {
      const [, first, last] = /bytes=(\d+)-(\d+)/.exec(request.headers.get("range") ?? "")!.map(Number);
      return new Response("abcdef".slice(first, last! + 1), {
        status: 206,
        headers: { "content-range": `bytes ${first}-${last}/6` },
      });
    },
  });
  const { status, bytes, totalBytes } = await quickFetcher(server).get(`${server.url}/a`, {
    range: { first: 2, last: 3 },
  });
  assert.deepEqual([status, decodeText(bytes), totalBytes], [206, "cd", 6]);
});

function cutBody(): Response {
  const body = new ReadableStream({
    start: (stream) => stream.enqueue(bytes("half")),
    pull: (stream) => stream.error(new Error("cut")),
  });
  return new Response(body, { headers: { "content-length": "100" } });
}

async function bodies(cacheFolder: string): Promise<{ path: string }[]> {
  const folders = await Array.fromAsync(Deno.readDir(join(cacheFolder, "bodies")));
  const files = folders.map(({ name }) =>
    Array.fromAsync(Deno.readDir(join(cacheFolder, "bodies", name)), (file) => ({
      path: join(cacheFolder, "bodies", name, file.name),
    }))
  );
  return (await Promise.all(files)).flat();
}
