/** Stands between a client and a server over HTTP/1.1, and spoils what it is told to spoil. */
import { Buffer } from "node:buffer";

/**
 * What becomes of a request: it never arrives; its answer is lost; the server fails; the answer breaks off in the middle;
 * it never comes; or all is well.
 */
export type Fault = "drop" | "lost" | "fail" | "cut" | "hang" | "pass";

export interface FaultyProxy extends AsyncDisposable {
  endpoint: string;
  /** Faults that were done, by kind. */
  done: Record<Fault, number>;
}

/** Asks for the fault of each request, told by its first line. */
export function startProxy(server: string, faultOf: (line: string) => Fault): FaultyProxy {
  const { hostname, port } = new URL(server);
  const listener = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  const done: Record<Fault, number> = { drop: 0, lost: 0, fail: 0, cut: 0, hang: 0, pass: 0 };
  const open = new Set<Deno.Conn>(), working = new Set<Promise<void>>();

  async function serve(client: Deno.Conn): Promise<void> {
    const request = await requestFrom(client);
    if (request === undefined) return;
    const fault = faultOf(request.line);
    done[fault]++;
    if (fault === "drop") return;
    if (fault === "hang") return await client.read(new Uint8Array(1)).then(() => {});
    if (fault === "fail") return await writeAll(client, FAILED);
    const upstream = await Deno.connect({ hostname, port: Number(port) });
    open.add(upstream);
    try {
      await writeAll(upstream, request.bytes);
      const answer = await toEnd(upstream);
      if (fault === "lost") return;
      await writeAll(client, fault === "cut" ? answer.subarray(0, Math.floor(answer.length * 0.6)) : answer);
    } finally {
      open.delete(upstream);
      upstream.close();
    }
  }

  const accepting = (async () => {
    for await (const client of listener) {
      open.add(client);
      const work = serve(client).catch(() => {}).finally(() => {
        open.delete(client);
        working.delete(work);
        try {
          client.close();
        } catch { /* it is closed already */ }
      });
      working.add(work);
    }
  })();
  return {
    endpoint: `http://127.0.0.1:${listener.addr.port}`,
    done,
    async [Symbol.asyncDispose]() {
      listener.close();
      await accepting;
      for (const each of open) each.close();
      await Promise.all(working);
    },
  };
}

const FAILED = new TextEncoder().encode(
  "HTTP/1.1 500 Internal Server Error\r\ncontent-type: application/xml\r\ncontent-length: 41\r\nconnection: close\r\n\r\n" +
    "<Error><Code>InternalError</Code></Error>",
);

/** A request with its body, after which the connection is to be closed. */
async function requestFrom(client: Deno.Conn): Promise<{ line: string; bytes: Uint8Array } | undefined> {
  const chunks: Uint8Array[] = [], buffer = new Uint8Array(1 << 18);
  let text = "", length = 0, whole = Infinity;
  while (length < whole) {
    const read = await client.read(buffer);
    if (read === null) return undefined;
    chunks.push(buffer.slice(0, read));
    length += read;
    if (whole < Infinity) continue;
    text += new TextDecoder("latin1").decode(buffer.subarray(0, read));
    const end = text.indexOf("\r\n\r\n");
    if (end < 0) continue;
    text = text.slice(0, end);
    whole = end + 4 + Number(/^content-length: (\d+)/im.exec(text)?.[1] ?? 0);
  }
  const head = new TextEncoder().encode(`${text}\r\nconnection: close\r\n\r\n`);
  const body = Buffer.concat(chunks).subarray(text.length + 4);
  return { line: text.split("\r\n", 1)[0]!, bytes: Buffer.concat([head, body]) };
}

const toEnd = async (connection: Deno.Conn): Promise<Uint8Array> =>
  new Uint8Array(await new Response(connection.readable).arrayBuffer());

async function writeAll(connection: Deno.Conn, bytes: Uint8Array): Promise<void> {
  for (let rest = bytes; rest.length > 0;) rest = rest.subarray(await connection.write(rest));
}
