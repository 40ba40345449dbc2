import { join } from "node:path";
import { openQueue } from "../../../src/service/jobs/open.ts";
import { conformance } from "./conformance.ts";
import type { WithStore } from "./helpers.ts";

const withFile: WithStore = async (test) => {
  const folder = await Deno.makeTempDir();
  try {
    await test((options) => openQueue({ path: join(folder, "jobs", "queue.db"), ...options }));
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
};

conformance("SQLite", withFile);
