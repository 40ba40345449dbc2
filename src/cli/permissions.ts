/**
 * What a command may do. The executable is compiled with all that any command needs, the source tree runs with all there
 * is; at its start a command gives back the rest, so that no fault in what it reads can use it.
 */

type Permission = Deno.PermissionDescriptor["name"];

const ALL: readonly Permission[] = ["read", "write", "net", "env", "sys", "run", "ffi", "import"];
/** What only prints reads the model, and COLUMNS and its like. */
const PRINTING: readonly Permission[] = ["read", "env"];
/**
 * What runs or trains a network, and writes. Whose the cache folder is (sys) says whether the library in it (ffi) is to be
 * trusted, or written anew.
 */
const COMPUTING: readonly Permission[] = [...PRINTING, "write", "sys", "ffi"];
/** SQLite writes beside the corpus even to read it. */
const BROWSING: readonly Permission[] = [...PRINTING, "write"];

/** What serves others by the network, and does jobs in processes of its own. */
const SERVING: readonly Permission[] = [...COMPUTING, "net", "run"];
/** Variables of the service's settings, some of which are secrets. */
export const SERVICE_VARIABLES: readonly string[] = ["ASCII_GEN__*", "REDIS_URL"];

/** What uses the service's stores, in folders or over the network. */
const STORING: readonly Permission[] = [...PRINTING, "write", "sys", "net"];

/** What asks for the newest version. */
const ASKING: readonly Permission[] = [...PRINTING, "net"];
/** What makes a model of a description, perhaps with texts that another program writes (given back where none does). */
const CREATING: readonly Permission[] = [...COMPUTING, "net"];

/** By command; one that is not here keeps all in the source tree, and computes in the executable. */
const NEEDS: Readonly<Record<string, readonly Permission[]>> = {
  gen: COMPUTING,
  image: [...PRINTING, "write"],
  complete: COMPUTING,
  console: COMPUTING,
  import: COMPUTING,
  create: CREATING,
  generate: CREATING,
  serve: SERVING,
  worker: SERVING,
  "run-job": [...COMPUTING, "run"],
  artifacts: STORING,
  "artifacts list": STORING,
  "artifacts show": STORING,
  "artifacts restore": STORING,
  "artifacts collect": STORING,
  labels: PRINTING,
  info: PRINTING,
  completions: PRINTING,
  man: PRINTING,
  // Descriptions tell how many cores there are.
  help: [...PRINTING, "sys"],
  version: PRINTING,
  // The network only where it is told to ask.
  upgrade: PRINTING,
  "tokenizer train": [...PRINTING, "write"],
  "tokenizer encode": PRINTING,
  "tokenizer decode": PRINTING,
  "tokenizer stats": PRINTING,
  "tokenizer show": PRINTING,
  "runs list": PRINTING,
  "runs show": PRINTING,
  "runs compare": COMPUTING,
  "runs plot": [...PRINTING, "write"],
  "data show": BROWSING,
  "data search": BROWSING,
  "data review": BROWSING,
  "data stats": BROWSING,
  "data report": BROWSING,
  "data export": BROWSING,
};

/** Gives back, for good, what a command does not need. */
export function keepNeeded(command: string, args: readonly string[] = Deno.args): void {
  const needed = command === "upgrade" && args.includes("--check")
    ? ASKING
    : NEEDS[command] ?? (Deno.build.standalone ? computing(command, args) : undefined);
  if (needed === undefined) return;
  // Short options may stand together: -io a.txt
  const output = command !== "image" || args.some((arg) => /^(--output|-[a-z]*o)/.test(arg));
  const writes = (needed.includes("write") && output) || args.some((arg) => arg.startsWith("--log-file"));
  giveBack(ALL.filter((name) => name === "write" ? !writes : !needed.includes(name)));
  if (needed !== SERVING && needed !== STORING) {
    for (const variable of SERVICE_VARIABLES) Deno.permissions.revokeSync({ name: "env", variable });
  }
}

/** A sweep has its trials done by processes of their own. */
const computing = (command: string, args: readonly string[]): readonly Permission[] =>
  command === "train" && args.some((arg) => /^(?:-[a-z]*m[a-z]*|--multirun)$/.test(arg))
    ? [...COMPUTING, "run"]
    : COMPUTING;

/** Gives permissions back for good; workers that start later lack them too. */
export function giveBack(names: readonly Permission[]): void {
  for (const name of names) Deno.permissions.revokeSync({ name });
}
