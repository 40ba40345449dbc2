/**
 * Keeps the page for when there is no connection. What has its content in its name is taken from what is kept; the page itself from
 * the host while that answers.
 */
import { CACHE } from "./files.ts";

/** Files that the page begins with, and all that it may keep, relative to this script; the build puts them here. */
declare const SHELL: readonly string[], KEPT: readonly string[];

/** What is used of the scope of a service worker, which Deno knows no types of. */
interface Extended extends Event {
  waitUntil(work: Promise<unknown>): void;
}
interface Fetched extends Event {
  readonly request: Request;
  respondWith(answer: Promise<Response>): void;
}
interface Scope {
  skipWaiting(): Promise<void>;
  clients: { claim(): Promise<void> };
  location: Location;
  addEventListener(type: "install" | "activate", listen: (event: Extended) => void): void;
  addEventListener(type: "fetch", listen: (event: Fetched) => void): void;
}
// cast: this script runs nowhere else.
const scope = globalThis as unknown as Scope;

const addressOf = (name: string) => new URL(name, scope.location.href).href;
const PAGE = addressOf("index.html");

scope.addEventListener("install", (event) => {
  const keep = async () => {
    const cache = await caches.open(CACHE);
    // Names tell the content, but for the page's, and the page has just asked for them.
    await cache.addAll(SHELL.map((name) => {
      const address = addressOf(name);
      return new Request(address, { cache: address === PAGE ? "no-cache" : "force-cache" });
    }));
    await scope.skipWaiting();
  };
  event.waitUntil(keep());
});

scope.addEventListener("activate", (event) => {
  const tidy = async () => {
    const cache = await caches.open(CACHE), kept = new Set(KEPT.map(addressOf));
    for (const request of await cache.keys()) if (!kept.has(request.url)) await cache.delete(request);
    await scope.clients.claim();
  };
  event.waitUntil(tidy());
});

scope.addEventListener("fetch", (event) => {
  const { request } = event;
  if (request.method !== "GET" || new URL(request.url).origin !== scope.location.origin) return;
  event.respondWith(request.mode === "navigate" ? page(request) : file(request));
});

async function page(request: Request): Promise<Response> {
  return await fetch(request).catch(async () => await kept(PAGE) ?? Response.error());
}

/** The model's files are asked for by who keeps them, checked; what is asked for here are scripts and styles. */
async function file(request: Request): Promise<Response> {
  return await kept(request.url) ?? await fetch(request);
}

const kept = async (url: string) => await (await caches.open(CACHE)).match(url);
