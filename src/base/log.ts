/** A log: entries with a level, time and fields, of which secrets are taken out before any sink sees them. */

export const LEVELS = ["debug", "info", "warn", "error"] as const;
export type Level = typeof LEVELS[number];

/** Facts beside a message. */
export type LogFields = Readonly<Record<string, unknown>>;

export interface LogEntry {
  /** ISO 8601, UTC. */
  time: string;
  level: Level;
  message: string;
  fields?: LogFields;
}

/** Where entries go. */
export type Sink = (entry: LogEntry) => void;

export interface Logger {
  log(level: Level, message: string, fields?: LogFields): void;
}

/** Whether an entry of a level is to be seen where `least` is asked for. */
export const isLogged = (level: Level, least: Level): boolean =>
  LEVELS.indexOf(level) >= LEVELS.indexOf(least);

/** A logger that hands a sink the entries from a level on, without the values in `secrets` and what looks like secrets. */
export function createLogger(least: Level, sink: Sink, secrets: readonly string[] = []): Logger {
  return {
    log(level, message, fields) {
      if (!isLogged(level, least)) return;
      sink({
        time: new Date().toISOString(),
        level,
        message: redact(message, secrets),
        ...fields !== undefined && { fields: redactFields(fields, secrets) },
      });
    },
  };
}

const REDACTED = "[redacted]";
/** Names of what is secret, as parts of names of fields and variables. */
const SECRET_NAME =
  /pass(word|wd|phrase)|secret|authorization|credential|cookie|(api|access|private|auth)[-_]?key|(^|[-_a-z])token$/i;
/** A value of fewer characters than that may be any word. */
const LEAST_SECRET = 8;
/** Levels of fields that are looked through. */
const MAX_DEPTH = 8;

/** Secrets in texts that say of themselves what they are: what stands before, and the secret. */
const TELLING = [
  /((?:proxy-)?authorization["']?\s*[:=]\s*["']?(?:(?:basic|bearer|token)\s+)?)[^\s"',;]+/gi,
  /(\b(?:bearer|basic)\s+)[\w.~+/-]{8,}=*/gi,
  /((?:\b|[-_])(?:password|passwd|passphrase|secret|api[-_]?key|access[-_]?key|private[-_]?key|[a-z]{1,30}[-_]token)["']?\s*(?:=|:(?! (?:there|is|it|no|not|cannot|has|holds|needs|must|does) ))\s*["']?)[^\s"',;&]+/gi,
  /(\btoken=["']?)[^\s"',;&]+/gi,
  /(--[\w-]{0,30}(?:password|passphrase|secret|token|api-key)[ =])\S+/gi,
  /(\b[a-z][a-z0-9+.-]{0,30}:\/\/[^\s/:@]{0,100}:)[^\s/@]{1,200}(?=@)/gi,
];

/** A text without secrets. */
export function redact(text: string, secrets: readonly string[] = []): string {
  let clean = text;
  for (const secret of secrets) clean = clean.replaceAll(secret, REDACTED);
  for (const pattern of TELLING) clean = clean.replace(pattern, `$1${REDACTED}`);
  return clean;
}

function redactFields(fields: LogFields, secrets: readonly string[]): LogFields {
  const clean = (value: unknown, name: string, depth: number): unknown => {
    if (SECRET_NAME.test(name) && typeof value !== "number") return REDACTED;
    if (typeof value === "string") return redact(value, secrets);
    if (typeof value !== "object" || value === null) return value;
    if (depth === MAX_DEPTH) return "…";
    if (Array.isArray(value)) return value.map((each) => clean(each, "", depth + 1));
    return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, clean(each, key, depth + 1)]));
  };
  return Object.fromEntries(Object.entries(fields).map(([key, value]) => [key, clean(value, key, 0)]));
}

/** The secrets among environment variables: values of those whose names say so, longest first. */
export function secretsOf(environment: Readonly<Record<string, string>>): string[] {
  return Object.entries(environment)
    .filter(([name, value]) => SECRET_NAME.test(name) && value.length >= LEAST_SECRET)
    .map(([, value]) => value)
    .sort((a, b) => b.length - a.length);
}
