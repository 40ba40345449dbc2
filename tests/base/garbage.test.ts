import assert from "node:assert/strict";
import { collectGarbage } from "../../src/base/garbage.ts";

Deno.test("collectGarbage() gives back a large buffer that nothing refers to", () => {
  const size = 1 << 28;
  const fill = () => new Uint8Array(size).fill(1).length;
  assert.equal(fill(), size);
  const before = Deno.memoryUsage().rss;
  collectGarbage();
  assert.ok(Deno.memoryUsage().rss < before - size / 2);
  collectGarbage();
});
