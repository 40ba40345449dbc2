/** All routes of the service. */
import type { Route } from "./route.ts";
import { routes as health } from "./routes/health.ts";
import { routes as models } from "./routes/models.ts";

export const ROUTES: readonly Route[] = [...health, ...models];
