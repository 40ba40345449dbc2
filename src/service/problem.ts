/** Errors as HTTP tells them: one shape everywhere, `application/problem+json` (RFC 9457). */
import { UserError } from "../base/errors.ts";

/** An answer that is an error. */
export class Problem extends Error {
  readonly status: number;
  /** Members besides `type`, `title`, `status` and `detail`, such as where the fault is. */
  readonly more: Readonly<Record<string, unknown>>;
  readonly headers: Readonly<Record<string, string>>;
  constructor(
    status: number,
    detail: string,
    { more = {}, headers = {} }: {
      more?: Readonly<Record<string, unknown>>;
      headers?: Readonly<Record<string, string>>;
    } = {},
  ) {
    super(detail);
    this.name = "Problem";
    [this.status, this.more, this.headers] = [status, more, headers];
  }
}

const TITLES: Readonly<Record<number, string>> = {
  400: "Bad Request",
  401: "Unauthorized",
  403: "Forbidden",
  404: "Not Found",
  405: "Method Not Allowed",
  406: "Not Acceptable",
  408: "Request Timeout",
  409: "Conflict",
  411: "Length Required",
  412: "Precondition Failed",
  413: "Content Too Large",
  414: "URI Too Long",
  415: "Unsupported Media Type",
  416: "Range Not Satisfiable",
  421: "Misdirected Request",
  422: "Unprocessable Content",
  429: "Too Many Requests",
  431: "Request Header Fields Too Large",
  499: "Client Closed Request",
  500: "Internal Server Error",
  503: "Service Unavailable",
};

/** Statuses of errors that tell a person what was wrong. */
const STATUS: Readonly<Record<UserError["kind"], number>> = {
  usage: 422,
  input: 422,
  model: 422,
  corpus: 422,
  environment: 503,
  io: 500,
};

/** What an error is to who asked: nothing of the inside is told. */
export function problemOf(error: unknown): Problem {
  if (error instanceof Problem) return error;
  if (error instanceof UserError) return new Problem(STATUS[error.kind], error.message);
  return new Problem(500, "an error inside the service; its log tells more");
}

/** The answer that tells of a problem; `instance` is the id of the request. */
export function problemResponse({ status, message, more, headers }: Problem, instance?: string): Response {
  const body = { type: "about:blank", title: TITLES[status] ?? "Error", status, detail: message };
  return new Response(JSON.stringify({ ...body, ...instance && { instance }, ...more }), {
    status,
    headers: { ...headers, "content-type": "application/problem+json" },
  });
}
