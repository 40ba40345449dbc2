import assert from "node:assert/strict";
import { isMisleading } from "../../../src/data/words/misleading.ts";

Deno.test("isMisleading() tells another sense from the word's own pictures", () => {
  assert.ok(isMisleading("saw", "tabler/wave-saw-tool"));
  assert.ok(!isMisleading("saw", "lucide-lab/saw"));
  assert.ok(!isMisleading("wave", "tabler/wave-saw-tool"));
  assert.ok(!isMisleading("constructor", "tabler/wave-saw-tool"));
});
