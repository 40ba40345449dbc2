/** `deno run -A scripts/settings.ts`: makes `.env.example` of the settings. */
import { join } from "node:path";
import { exampleEnvironment } from "../src/service/settings/tell.ts";

await Deno.writeTextFile(join(import.meta.dirname!, "..", ".env.example"), exampleEnvironment());
