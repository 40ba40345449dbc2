/** What every engine of queues does, asked of each of them. */
import { asking } from "./conformance/asking.ts";
import { together } from "./conformance/together.ts";
import { working } from "./conformance/working.ts";
import type { Test, WithStore } from "./helpers.ts";

export function conformance(engine: string, withStore: WithStore): void {
  const test: Test = (name, fn) => Deno.test(`${engine}: ${name}`, () => withStore(fn));
  asking(test);
  working(test);
  together(test);
}
