/** All routes of the service. */
import type { Route } from "./route.ts";
import { routes as artifacts } from "./routes/artifacts.ts";
import { routes as complete } from "./routes/complete.ts";
import { routes as corpus } from "./routes/corpus.ts";
import { routes as draw } from "./routes/draw.ts";
import { routes as health } from "./routes/health.ts";
import { routes as image } from "./routes/image.ts";
import { routes as logs } from "./routes/logs.ts";
import { routes as models } from "./routes/models.ts";
import { routes as page } from "./routes/page.ts";
import { routes as runs } from "./routes/runs.ts";
import { routes as sweeps } from "./routes/sweeps.ts";
import { routes as tokenizers } from "./routes/tokenizers.ts";

export const ROUTES: readonly Route[] = [
  ...health,
  ...models,
  ...draw,
  ...complete,
  ...image,
  ...runs,
  ...logs,
  ...sweeps,
  ...tokenizers,
  ...artifacts,
  ...corpus,
  ...page,
];
