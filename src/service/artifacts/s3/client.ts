/** Requests to an S3-compatible store: signed, tried again where that may help, and told of in one clear error. */
import { AwsClient } from "aws4fetch";
import { UserError } from "../../../base/errors.ts";
import { sleep } from "../../../base/sleep.ts";

/** Where a bucket is, and who asks. */
export interface Bucket {
  /** Such as `http://127.0.0.1:7070`; buckets are named in the path. */
  endpoint: string;
  bucket: string;
  region: string;
  key: string;
  secret: string;
}

/** How patient it is; times in milliseconds. */
export interface S3Patience {
  /** How often a request is tried at most. */
  tries: number;
  /** What is waited before the second try, about; doubled for each further one. */
  backoff: number;
  /** How long an answer may take to begin, and each further part of it to come. */
  answer: number;
}

export const S3_PATIENCE: S3Patience = { tries: 6, backoff: 100, answer: 30_000 };

/** Waits after so many tries that failed. */
export const pauseBefore = ({ backoff }: S3Patience, tries: number): Promise<void> =>
  sleep(backoff * 2 ** Math.min(tries - 1, 8) * (0.5 + Math.random()));

export interface S3Request {
  method: "GET" | "HEAD" | "PUT" | "POST" | "DELETE";
  /** Key in the bucket; "" for the bucket itself. */
  key: string;
  query?: Readonly<Record<string, string>>;
  headers?: Readonly<Record<string, string>>;
  body?: Uint8Array<ArrayBuffer> | string;
  /** SHA-256 of the body, which the store checks. */
  sha256?: string;
}

export interface S3Answer {
  status: number;
  headers: Headers;
  text: string;
}

export interface S3Client {
  patience: S3Patience;
  /** Of errors: which store it is. */
  name: string;
  /** Sends a request until there is a whole answer of one of these statuses. */
  send(request: S3Request, expected: readonly number[]): Promise<S3Answer>;
  /** The same, with a body that is to be read, or cancelled, for a status below 300. */
  open(request: S3Request, expected: readonly number[]): Promise<Response>;
}

/** SHA-256 of no bytes. */
const NOTHING = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

/** Throws a UserError of kind "usage" for an address that is none. */
export function s3Client(
  { endpoint, bucket, region, key, secret }: Bucket,
  patience = S3_PATIENCE,
): S3Client {
  const base = baseOf(endpoint, bucket), name = `bucket ${bucket} at ${base.origin}`;
  const signer = new AwsClient({ accessKeyId: key, secretAccessKey: secret, service: "s3", region });
  const problem = (message: string) => new UserError("environment", `artifacts: ${name}: ${message}`);

  async function ask({ method, key, query = {}, headers = {}, body, sha256 }: S3Request): Promise<Response> {
    const url = new URL(`${base.href}${key === "" ? "" : `/${key}`}`);
    for (const [name, value] of Object.entries(query)) url.searchParams.set(name, value);
    const digest = body === undefined ? NOTHING : sha256 ?? "UNSIGNED-PAYLOAD";
    const signed = await signer.sign(url, {
      method,
      headers: { ...headers, "x-amz-content-sha256": digest },
      ...body !== undefined && { body },
    });
    const late = new AbortController();
    const timer = setTimeout(() => late.abort(new Error("no answer in time")), patience.answer);
    try {
      return await fetch(signed, { redirect: "manual", signal: late.signal });
    } finally {
      clearTimeout(timer);
    }
  }

  async function tried<T>(
    request: S3Request,
    expected: readonly number[],
    use: (response: Response) => Promise<T>,
  ): Promise<T> {
    for (let attempt = 1;; attempt++) {
      const isLast = attempt >= patience.tries;
      try {
        const response = await ask(request);
        if (expected.includes(response.status)) return await use(response);
        const code = codeIn(await response.text().catch(() => ""));
        if (isLast || !isPassing(response.status, code)) throw problem(said(response.status, code));
      } catch (error) {
        if (error instanceof UserError) throw error;
        if (isLast) throw problem(`it cannot be reached (${reasonOf(error)})`);
      }
      await pauseBefore(patience, attempt);
    }
  }

  /** That a key is not there is an answer; that a bucket, or who asks, is unknown is none. */
  const checkMissing = (text: string) => {
    const code = codeIn(text);
    if (!MISSING.includes(code)) throw problem(said(404, code));
  };

  return {
    ...{ patience, name },
    send: (request, expected) =>
      tried(request, expected, async (response) => {
        const { status, headers } = response, text = await response.text();
        if (status === 404) checkMissing(text);
        return { status, headers, text };
      }),
    open: (request, expected) =>
      tried(request, expected, async (response) => {
        if (response.ok) return response;
        const text = await response.text();
        if (response.status === 404) checkMissing(text);
        return new Response(text, response);
      }),
  };
}

/** Codes of what is not there; an answer to HEAD tells none. */
const MISSING: readonly string[] = ["", "NoSuchKey", "NotFound", "NoSuchUpload"];

function baseOf(endpoint: string, bucket: string): URL {
  const url = URL.parse(endpoint);
  if (url === null || !/^https?:$/.test(url.protocol) || url.search !== "" || url.username !== "") {
    throw new UserError(
      "usage",
      `artifacts.endpoint ${endpoint} is no address such as https://s3.example.org`,
    );
  }
  if (!/^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/.test(bucket) || bucket.includes("..")) {
    throw new UserError(
      "usage",
      `artifacts.bucket ${bucket} is no name of a bucket: 3 to 63 lower-case letters, digits, hyphens`,
    );
  }
  return new URL(`${url.href.replace(/\/+$/, "")}/${bucket}`);
}

/** Whether it may be otherwise when it is asked again. */
const isPassing = (status: number, code: string): boolean =>
  status >= 500 && status !== 501 || status === 429 || status === 408 ||
  ["RequestTimeout", "SlowDown", "OperationAborted", "ConditionalRequestConflict"].includes(code);

/** The code of an error; "" where it tells none, as answers to HEAD. */
const codeIn = (text: string): string => /<Code>(\w{1,64})<\/Code>/.exec(text)?.[1] ?? "";

/** What a status and a code mean, in words. */
function said(status: number, code: string): string {
  const told = code === "" ? `status ${status}` : `${code}, status ${status}`;
  if (code === "NoSuchBucket") return `there is no such bucket (${told})`;
  if (status === 401 || status === 403 || /user|access/i.test(code)) {
    return `it refuses the access key or what was asked (${told})`;
  }
  if (status >= 300 && status < 400) return `it is elsewhere, or in another region (${told})`;
  return `it failed (${told})`;
}

const reasonOf = (error: unknown): string => {
  const [reason = ""] = (error instanceof Error ? error.message : String(error)).split("\n");
  return reason.slice(0, 200);
};
