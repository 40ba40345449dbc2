/** Requests that no service should take, made of its table of routes by seeds. */
import { randomStream } from "../../src/base/hash.ts";
import type { Route } from "../../src/service/route.ts";

/** A request as bytes. */
export interface Attack {
  name: string;
  bytes: Uint8Array;
}

interface Parts {
  method: string;
  path: string;
  headers: Record<string, string>;
  body: Uint8Array | string;
}

type Pick = <T>(items: readonly T[]) => T;

/** Texts that were trouble elsewhere. */
const NASTY = [
  "..%2f..%2f..%2fetc%2fpasswd",
  "%00",
  "%0d%0aset-cookie:%20a=b",
  "%zz",
  "%ff%fe",
  "';drop%20table%20jobs;--",
  "%7b%7b7*7%7d%7d",
  "$%7bjndi:ldap://a%7d",
  "-1",
  "0x41",
  "NaN",
  "1e999",
  "constructor",
  "__proto__",
  "%F0%9F%92%A9",
  "a".repeat(5000),
  "%2e%2e",
  "*",
  "%252e%252e%252f",
];
const KEYS = ["__proto__", "constructor", "zz", "toString", "", "\u202e", "a.b", "a".repeat(3000)];
const VALUES: unknown[] = [1, "x", null, true, [], [[]], { a: 1 }, 1e308, "\u0000", "a".repeat(2000)];
const TYPES = [
  "text/plain",
  "application/xml",
  "multipart/form-data; boundary=x",
  "",
  "application/json+evil",
  "*/*",
];

/** Ways to ask for what is not right; each gives undefined where it does not apply to a route. */
const WAYS: Record<string, (route: Route, pick: Pick) => Partial<Parts> | undefined> = {
  method: (route, pick) => ({
    method: pick(["PUT", "DELETE", "PATCH", "TRACE", "BREW", route.method === "GET" ? "POST" : "GET"]),
  }),
  place: ({ path }, pick) =>
    path.includes("{")
      ? { path: path.replace(/\{\w+\}/g, () => pick(NASTY)) }
      : { path: `${path}/${pick(NASTY)}` },
  query: ({ path }, pick) => ({
    path: `${path}?${pick(["zz", "__proto__", "limit%00", "%ff", "a[b]"])}=${pick(NASTY)}`,
  }),
  address: ({ path }, pick) => ({ path: `${path}?q=${pick(["a", "%41", "é"]).repeat(9000)}` }),
  headers: (_, pick) => ({ headers: { [pick(["x-a", "cookie", "accept", "range"])]: "a".repeat(17_000) } }),
  host: (_, pick) => ({
    headers: {
      host: pick(["evil.example", "a b", "127.0.0.1.evil.example", "[::2]", "a@b", "localhost:99999999"]),
    },
  }),
  malformed: posted((pick) =>
    pick(['{"a":', "{", "[1,", '"', "nul", "{'a':1}", "{}{}", "\u0000", "<a/>", '{"a":01}', "NaN"])
  ),
  deep: posted((pick) => pick(["[", '{"a":']).repeat(pick([65, 500, 5000]))),
  kind: posted((pick) => JSON.stringify(pick([[], [{}], "cat", 3, true, [[[]]]]))),
  key: posted((pick) => `{${JSON.stringify(pick(KEYS))}:${JSON.stringify(pick(VALUES))},"zz":1}`),
  utf8: posted((pick) =>
    new Uint8Array(pick([[0x22, 0xff, 0x22], [0x7b, 0xc0, 0x80, 0x7d], [0xed, 0xa0, 0x80]]))
  ),
  type: ({ method }, pick) =>
    method === "POST" ? { headers: { "content-type": pick(TYPES) }, body: "{}x" } : undefined,
  coding: ({ method }, pick) =>
    method === "POST"
      ? { headers: { "content-encoding": pick(["gzip", "br", "zstd"]) }, body: "{}" }
      : undefined,
  large: ({ method }) =>
    method === "POST" ? { headers: { "content-length": String(2 ** 40) }, body: "{" } : undefined,
  key2: ({ method }, pick) =>
    method === "POST"
      ? { headers: { "idempotency-key": pick(["a b", "", "a".repeat(300), "ä"]) }, body: "{}" }
      : undefined,
  origin: ({ method }, pick) =>
    method === "POST"
      ? {
        headers: pick([{ origin: "https://evil.example" }, { origin: "null" }, {
          "sec-fetch-site": "cross-site",
        }]),
        body: "{}",
      }
      : undefined,
  picture: ({ accepts }, pick) =>
    accepts &&
    {
      headers: { "content-type": pick(accepts) },
      body: new Uint8Array([pick([0, 60, 137]), 80, 78, 71, 13]),
    },
};

function posted(body: (pick: Pick) => string | Uint8Array) {
  return ({ method, accepts }: Route, pick: Pick): Partial<Parts> | undefined =>
    method === "POST" && accepts === undefined ? { body: body(pick) } : undefined;
}

/** As many attacks as are asked for, all routes and ways in turn. */
export function attacks(routes: readonly Route[], count: number, seed: number, host: string): Attack[] {
  const random = randomStream("attacks", seed);
  const pick: Pick = (items) => items[Math.floor(random() * items.length)]!;
  const ways = Object.entries(WAYS), made: Attack[] = [];
  for (let i = 0; made.length < count; i++) {
    const route = routes[i % routes.length]!, [name, way] = pick(ways), parts = way(route, pick);
    if (parts === undefined) continue;
    // Ids that there may be: what is wrong is something else.
    const path = route.path.replace(/\{\w+\}/g, "0123456789abcdef");
    made.push({
      name: `${name} ${route.method} ${route.path} (seed ${seed}, ${i})`,
      bytes: bytesOf({
        method: route.method,
        path,
        body: "",
        ...parts,
        headers: headersOf(route, host, parts),
      }),
    });
  }
  return made;
}

const headersOf = ({ method }: Route, host: string, { headers }: Partial<Parts>) => ({
  host,
  ...method === "POST" && { "content-type": "application/json" },
  ...headers,
});

function bytesOf({ method, path, headers, body }: Parts): Uint8Array {
  const content = typeof body === "string" ? new TextEncoder().encode(body) : body;
  const all = { "content-length": String(content.length), connection: "close", ...headers };
  const lines = Object.entries(all).map(([name, value]) => `${name}: ${value}\r\n`);
  const head = new TextEncoder().encode(`${method} ${path} HTTP/1.1\r\n${lines.join("")}\r\n`);
  return new Uint8Array([...head, ...content]);
}
