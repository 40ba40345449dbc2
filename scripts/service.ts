/**
 * `deno run -A scripts/service.ts`: makes what is made of the tables of the service: `.env.example` of its settings, and the
 * types of its client of its routes.
 */
import openapiTS, { astToString } from "openapi-typescript";
import { join } from "node:path";
import { openApiOf, withDocument } from "../src/service/openapi.ts";
import type { Route } from "../src/service/route.ts";
import { ROUTES } from "../src/service/routes.ts";
import { createMetrics, metricsRoute } from "../src/service/metrics.ts";
import { exampleEnvironment } from "../src/service/settings/tell.ts";

const ROOT = join(import.meta.dirname!, "..");
export const CLIENT = join(ROOT, "src/service/client/api.ts");

/** The types that `openapi-fetch` asks for, of all routes. */
export async function clientTypes(): Promise<string> {
  const all: Route[] = withDocument([...ROUTES, metricsRoute(createMetrics())], "0.0.0");
  const types = astToString(await openapiTS(JSON.stringify(openApiOf(all, "0.0.0"))));
  return await formatted(`/** Types of all routes, made by \`deno run -A scripts/service.ts\`. */\n${types}`);
}

async function formatted(text: string): Promise<string> {
  const args = ["fmt", "-q", "--ext", "ts", "-"];
  const child = new Deno.Command(Deno.execPath(), { args, cwd: ROOT, stdin: "piped", stdout: "piped" })
    .spawn();
  const writer = child.stdin.getWriter();
  await writer.write(new TextEncoder().encode(text));
  await writer.close();
  const { success, stdout } = await child.output();
  if (!success) throw new Error("deno fmt failed");
  return new TextDecoder().decode(stdout);
}

if (import.meta.main) {
  await Deno.writeTextFile(join(ROOT, ".env.example"), exampleEnvironment());
  await Deno.writeTextFile(CLIENT, await clientTypes());
}
