/** The settings of `serve` and `worker`, from flags, the environment and a file. */
import process from "node:process";
import type { Fields } from "../../base/fields.ts";
import { readPlainText } from "../../base/files.ts";
import { ALL_SETTINGS, SETTING_FLAGS, type Settings } from "../../service/settings/fields.ts";
import { readSettings } from "../../service/settings/read.ts";
import { readFields } from "../flags.ts";

/** Bytes of a file of settings at most. */
const MOST = 1 << 20;

const CONFIG_FIELD = {
  config: { type: "text", value: "file", text: "settings in a file, YAML or JSON; flags and variables win" },
} as const satisfies Fields;

/** Flags of what is set. */
export const SERVICE_FLAGS: Fields = { ...CONFIG_FIELD, ...SETTING_FLAGS };

/** Settings as flags say, over those of the environment and of a file. Throws a UserError for what is wrong. */
export async function settingsOf(flags: Record<string, unknown>): Promise<Settings> {
  const { config } = readFields(CONFIG_FIELD, flags);
  return readSettings({
    ...config !== undefined && { file: { name: config, text: await readPlainText(config, MOST) } },
    environment: environment(),
    flags: readFields(SETTING_FLAGS, flags),
  });
}

/** All variables or, where not all may be read, those that there are settings of. */
function environment(): Record<string, string> {
  if (Deno.permissions.querySync({ name: "env" }).state === "granted") return Deno.env.toObject();
  const names = ["REDIS_URL", ...ALL_SETTINGS.map(({ variable }) => variable)];
  const known = names.flatMap((name) => {
    const value = Deno.env.get(name);
    return value === undefined ? [] : [[name, value] as const];
  });
  const environment = Object.fromEntries(known);
  // What Redis is spoken to with looks through all variables: it is shown those that there are.
  Object.defineProperty(process, "env", { value: environment });
  return environment;
}
