/** The server or a worker of a service that is killed again and again: `role.ts server|worker <folder> <port> [redis url]`. */
import { join } from "node:path";
import { UserError } from "../../../src/base/errors.ts";
import { folderArtifacts } from "../../../src/service/artifacts/folder.ts";
import { openDrawing } from "../../../src/service/drawing/drawing.ts";
import { leftModels } from "../../../src/service/jobs/left_models.ts";
import { openQueue } from "../../../src/service/jobs/open.ts";
import { workplaceOf } from "../../../src/service/jobs/settings.ts";
import { work } from "../../../src/service/jobs/worker.ts";
import { ROUTES } from "../../../src/service/routes.ts";
import { listen } from "../../../src/service/server.ts";
import { readSettings } from "../../../src/service/settings/read.ts";
import { openTexts } from "../../../src/service/texts/texts.ts";

/** Times of the queue, in seconds: what is waited for after a kill. */
const TIMES = { lease: 3, poll: 0.1, backoff: { first: 0.1, most: 0.5 } };

const MAIN = join(import.meta.dirname!, "..", "..", "..", "main.ts");

/** What is no fault of the kills. */
const tell = (level: string, line: string, fields?: Readonly<Record<string, unknown>>) => {
  if (level === "error") console.error(line, fields?.["error"]);
};

function giveUp(error: unknown): never {
  if (error instanceof UserError && error.kind === "environment") Deno.exit(1);
  throw error;
}

if (import.meta.main) {
  const [role, folder = "", port, redis] = Deno.args;
  const settings = readSettings({
    file: {
      name: "chaos",
      text: JSON.stringify({
        root: join(folder, "data"),
        port: Number(port),
        corpora: { root: join(folder, "corpora") },
      }),
    },
  });
  await Deno.mkdir(settings.root, { recursive: true });
  const place = redis === undefined ? { path: join(settings.root, "queue.db") } : { url: redis };
  // Where Redis is away it ends, and is started again: as a supervisor of services does it.
  await using queue = await openQueue({ ...place, ...TIMES }).catch(giveUp);
  const services = { settings, queue, artifacts: await folderArtifacts(join(settings.root, "artifacts")) };
  const end = new AbortController();
  Deno.addSignalListener("SIGTERM", () => end.abort());
  if (role === "server") {
    const { places } = settings.models;
    const left = leftModels({ ...services, root: settings.root });
    await using drawing = openDrawing({ places, left });
    await using texts = openTexts({ places, left });
    const all = { ...services, left, drawing, texts };
    const server = await listen({ routes: ROUTES, services: all, version: "0.0.0", log: tell });
    await new Promise((resolve) => end.signal.addEventListener("abort", resolve));
    await server.close();
  } else {
    await work(
      workplaceOf(services, {
        program: { command: Deno.execPath(), args: ["run", "-q", "-A", "--no-check", MAIN] },
        name: `worker-${Deno.pid}`,
        log: (line) => console.error(line),
      }),
      end.signal,
    );
  }
  Deno.exit(0);
}
