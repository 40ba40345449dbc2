/** The log of this process: what is shown of it, and the file that keeps it, if one is asked for. */
import type { Fields, Given } from "../base/fields.ts";
import {
  createLogger,
  isLogged,
  type Level,
  LEVELS,
  type LogFields,
  type Logger,
  secretsOf,
} from "../base/log.ts";

export const LOG_FIELDS = {
  logFile: {
    type: "text",
    value: "file",
    text: "keep a log in this file, JSON lines; at 5 MB it becomes file.1",
    group: "Log:",
  },
  logLevel: {
    type: "choice",
    value: "level",
    choices: LEVELS,
    fallback: "info",
    text: "what is told on standard error and kept",
    group: "Log:",
  },
} as const satisfies Fields;

/** Levels from this one on are shown. */
let shown: Level = "info";
let file: Logger | undefined;

/** Keeps a log as the flags of a command say. Throws a UserError where its file cannot be written. */
export async function startLog(
  { logFile, logLevel = "info" }: Given<typeof LOG_FIELDS>,
  command: string,
): Promise<void> {
  shown = logLevel;
  if (logFile === undefined) return;
  const { logToFile } = await import("../base/log_file.ts");
  file = createLogger(logLevel, logToFile(logFile), secretsOf(environment()));
  record("info", `ascii-gen ${Deno.args.join(" ")}`, { command, pid: Deno.pid });
}

/** Whether lines of a level are shown. */
export const isShown = (level: Level): boolean => isLogged(level, shown);

/** Keeps an entry in the file, if there is one; nothing is shown of it. */
export function record(level: Level, message: string, fields?: LogFields): void {
  file?.log(level, message, fields);
}

/** All variables, or none where not all may be read. */
function environment(): Record<string, string> {
  return Deno.permissions.querySync({ name: "env" }).state === "granted" ? Deno.env.toObject() : {};
}
