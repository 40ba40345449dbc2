/** What every answer tells a browser. */

const EVERY: Readonly<Record<string, string>> = {
  "x-content-type-options": "nosniff",
  "referrer-policy": "no-referrer",
  "cross-origin-resource-policy": "same-origin",
  "x-frame-options": "DENY",
};
const NOTHING = "default-src 'none'; frame-ancestors 'none'";
/** A page has what the service serves, and no script within it. */
const PAGE = [
  "default-src 'none'",
  ...["script", "style", "font", "connect", "manifest", "worker"].map((what) => `${what}-src 'self'`),
  "img-src 'self' data: blob:",
  ...["base-uri 'none'", "form-action 'self'", "frame-ancestors 'none'"],
].join("; ");

/** A drawing opened by itself: it has a style of its own, and nothing else. */
export const DRAWING_POLICY = `${NOTHING}; style-src 'unsafe-inline'`;

/** Adds them to the headers of an answer; what is told of caching, and a policy of its own, stays. */
export function secure(headers: Headers): void {
  const isPage = headers.get("content-type")?.startsWith("text/html") ?? false;
  for (const [name, value] of Object.entries(EVERY)) headers.set(name, value);
  if (!headers.has("content-security-policy")) {
    headers.set("content-security-policy", isPage ? PAGE : NOTHING);
  }
  if (isPage) {
    headers.set("cross-origin-opener-policy", "same-origin");
    headers.set("permissions-policy", "camera=(), microphone=(), geolocation=()");
  }
  if (!headers.has("cache-control")) headers.set("cache-control", "no-store");
}
