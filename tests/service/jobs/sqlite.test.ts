import { join } from "node:path";
import { openQueue } from "../../../src/service/jobs/open.ts";
import { conformance } from "./conformance.ts";
import type { WithStore } from "./helpers.ts";
import { agreesWithModel } from "./model.ts";

const withFile: WithStore = async (test) => {
  const folder = await Deno.makeTempDir();
  try {
    await test((options) => openQueue({ path: join(folder, "jobs", "queue.db"), ...options }));
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
};

conformance("SQLite", withFile);

Deno.test("SQLite: whatever is done, in any order, a queue stands as its model", async () => {
  const folder = await Deno.makeTempDir();
  let files = 0;
  await agreesWithModel(
    () => (options) => openQueue({ path: join(folder, `${files++}.db`), ...options }),
    25,
  );
  await Deno.remove(folder, { recursive: true });
});
