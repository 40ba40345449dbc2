/** The body of a request: read as far as may be, and what it holds. */
import { readBytes } from "../base/files.ts";
import { parseJson } from "../base/json.ts";
import { Problem } from "./problem.ts";
import type { Route } from "./route.ts";

/** Bytes and seconds that a body may take. */
export interface BodyLimits {
  most: number;
  seconds: number;
}

const NONE = new Uint8Array();
/** What is still to come of a body is not waited for. */
const CLOSE = { headers: { connection: "close" } };

/** All bytes of a body. Throws a Problem: 413 where they are too many, 408 where they do not come, 415 where they are compressed. */
export async function readBody(
  request: Request,
  { most, seconds }: BodyLimits,
): Promise<Uint8Array<ArrayBuffer>> {
  const tooLong = new Problem(413, `the body has more than ${most} bytes`, CLOSE);
  if (Number(request.headers.get("content-length") ?? 0) > most) throw tooLong;
  const coding = request.headers.get("content-encoding") ?? "identity";
  if (coding !== "identity") throw new Problem(415, "the body is compressed; send it as it is");
  if (request.body === null) return NONE;
  const late = new AbortController();
  const timer = setTimeout(() => late.abort(), seconds * 1000);
  try {
    const stream = request.body.pipeThrough(new TransformStream(), { signal: late.signal });
    return await readBytes(stream, most, () => tooLong);
  } catch (error) {
    if (error === tooLong) throw error;
    if (!late.signal.aborted) throw new Problem(400, "the body ended too early");
    throw new Problem(408, `the body did not come within ${seconds} s`, CLOSE);
  } finally {
    clearTimeout(timer);
  }
}

/** What a body holds: the bytes of what a route accepts, or the value of JSON; undefined where there is none. Throws a Problem. */
export function contentOf(route: Route, type: string | null, bytes: Uint8Array): unknown {
  const given = type?.split(";")[0]?.trim().toLowerCase() ?? "";
  if (route.accepts !== undefined) {
    if (route.accepts.includes(given)) return bytes;
    throw wrongType(route.accepts);
  }
  if (bytes.length === 0) return undefined;
  if (given !== "application/json") throw wrongType(["application/json"]);
  let text: string;
  try {
    text = new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    throw new Problem(400, "the body is no UTF-8");
  }
  try {
    return parseJson(text);
  } catch (error) {
    throw new Problem(400, `the body ${error instanceof Error ? error.message : "is not JSON"}`);
  }
}

const wrongType = (types: readonly string[]) =>
  new Problem(415, `the body is none of ${types.join(", ")}, as its content-type says`, {
    headers: { accept: types.join(", ") },
  });
