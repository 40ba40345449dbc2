/** Shipped configurations with one thing wrong each, and what must be said of it. */
import { shippedFiles } from "./made.ts";

/** A configuration that is wrong. */
export interface Mutant {
  /** What was done to it. */
  name: string;
  files: Readonly<Record<string, string>>;
  words: readonly string[];
  kind: "input" | "usage" | "io" | "corpus";
  /** What the line must match, all of it. */
  says: readonly (string | RegExp)[];
}

const FILES = shippedFiles();
/** Files that are used by an experiment, and what begins it. */
const USED: readonly [file: string, words: string[]][] = [
  ["experiment/austen", ["experiment=austen"]],
  ["experiment/grid", ["experiment=grid", "architecture=1M", "tokenizer=char"]],
  ["experiment/drawings", ["experiment=drawings"]],
  ["data/austen", ["experiment=austen"]],
  ["tokenizer/bpe", ["experiment=austen"]],
  ["architecture/small", ["experiment=austen"]],
  ["architecture/10M", ["experiment=austen", "architecture=10M"]],
  ["optimizer/muon", ["experiment=austen"]],
  ["optimizer/adamw", ["experiment=austen", "optimizer=adamw"]],
  ["schedule/cosine", ["experiment=austen"]],
  ["engine/one-core", ["experiment=austen", "engine=one-core"]],
];

/** A line of a file that gives a value to a key. */
interface Line {
  at: number;
  indent: string;
  key: string;
  value: string;
  /** The line's key with all that it stands in. */
  path: string;
}

const valueLines = (file: string): Line[] => {
  const [group = ""] = file.split("/");
  const isWhole = group === "experiment";
  let section = "", inner = "";
  return FILES[file]!.split("\n").flatMap((text, at): Line[] => {
    const match = /^(\s*)([A-Za-z]\w*):(?: (.*))?$/.exec(text);
    if (match === null) return [];
    const [, indent = "", key = "", value = ""] = match;
    if (indent === "") section = key;
    if (indent.length === 2) inner = key;
    const path = isWhole
      ? [section, ...indent.length >= 2 ? [inner] : [], ...indent.length >= 4 ? [key] : []].join(".")
      : `${group}.${key}`;
    return [{ at, indent, key, value: value.replace(/\s+#.*$/, ""), path }];
  });
};

const withLine = (file: string, at: number, ...lines: string[]): Record<string, string> => {
  const texts = FILES[file]!.split("\n");
  return { ...FILES, [file]: [...texts.slice(0, at), ...lines, ...texts.slice(at + 1)].join("\n") };
};

const misspelt: readonly ((key: string) => string)[] = [
  (key) => key.slice(0, -1),
  (key) => key[0] + key,
  (key) => key.slice(0, -2) + key.at(-1) + key.at(-2),
];

function* inLines(): Generator<Mutant> {
  for (const [file, words] of USED) {
    for (const { at, indent, key, value, path } of valueLines(file)) {
      const line = `conf/${file}.yaml:${at + 1}: `;
      const one = (name: string, lines: string[], says: (string | RegExp)[]): Mutant => ({
        ...{
          name: `${file}:${at + 1} ${name}`,
          files: withLine(file, at, ...lines),
          words,
          kind: "input",
          says,
        },
      });
      const isSettable = !["defaults", "extends", "sweep", "over"].includes(key) &&
        !path.startsWith("sweep.");
      if (key.length > 3) {
        for (const [i, wrong] of misspelt.entries()) {
          const typed = wrong(key);
          if (typed === key) continue;
          yield one(`misspelt ${i}`, [`${indent}${typed}:${value && ` ${value}`}`], [
            line,
            /there is no (key|section|architecture|tokenizer)/,
            typed,
            key,
          ]);
        }
      }
      if (value !== "") {
        yield one("twice", [`${indent}${key}: ${value}`, `${indent}${key}: ${value}`], [
          `conf/${file}.yaml:${at + 2}: `,
          "twice",
        ]);
      }
      if (!isSettable || value === "") continue;
      yield one("values by name", [`${indent}${key}: { a: 1 }`], [line, path, "values by name"]);
      yield one("of nowhere", [`${indent}${key}: \${no.where.at.all}`], [line, path, "${no.where.at.all}"]);
      yield one("of itself", [`${indent}${key}: \${${path}}`], [line, path, "refers to itself"]);
      yield one("of the environment", [`${indent}${key}: \${env:HOME}`], [line, path, "for secrets"]);
      if (/^-?[\d.]+$/.test(value)) {
        yield one("a word", [`${indent}${key}: many`], [line, path, '"many"', /is not a (whole )?number/]);
        yield one("too small", [`${indent}${key}: -3`], [line, path, "-3 is not", /from|above/]);
        yield one("a list", [`${indent}${key}: [1, 2]`], [line, path, "[1,2] is not"]);
      } else if (value !== "null" && !value.startsWith("[") && !value.includes("${")) {
        yield one("a number", [`${indent}${key}: 12.5`], [line, path, "12.5 is not"]);
      }
    }
  }
}

const AUSTEN = FILES["experiment/austen"]!, LINES = AUSTEN.split("\n").length;
const austen = (
  name: string,
  text: string,
  says: (string | RegExp)[],
  kind: Mutant["kind"] = "input",
): Mutant => ({
  ...{ name, files: { ...FILES, "experiment/austen": text }, words: ["experiment=austen"], kind, says },
});
const more = (name: string, added: string, ...says: (string | RegExp)[]): Mutant =>
  austen(name, AUSTEN + added, [/^conf\/experiment\/austen\.yaml(:\d+)?: /, ...says]);
const word = (words: string[], ...says: (string | RegExp)[]): Mutant => ({
  ...{ name: words.join(" "), files: FILES, words: ["experiment=austen", ...words], kind: "usage", says },
});
const swapped = (from: string, to: string) => AUSTEN.replace(from, to);
const HERE = /^conf\/experiment\/austen\.yaml:\d+: /;

const WHOLE: readonly Mutant[] = [
  // Not YAML, or not values by name.
  more("an open list", "\nengine: [1, 2", "no YAML"),
  more("a tab", "\nengine:\n\tworkers: 1", "no YAML"),
  more("an open quote", '\nengine: { backend: "wasm }', "no YAML"),
  more("an alias", "\nengine: { workers: *many }", "instead of an alias"),
  more("an alias of an anchor", "\nengine: { workers: &a 1, precision: *a }", "instead of an alias"),
  more("a second document", "\n---\nnotes: more\n", "no YAML"),
  more("no colon", "\nengine\n", "no YAML"),
  more("a key of signs", "\n?!: 1", "is no key"),
  more("a list as a key", "\n? [a, b]\n: 1", "is no key"),
  more("not a number", "\nengine: { workers: .nan }", "NaN"),
  more("endless", "\nengine: { workers: .inf }", "Infinity"),
  more("too deep", `\nengine: ${"[".repeat(40)}${"]".repeat(40)}`, "levels"),
  austen("a list", "- notes\n- more\n", [HERE, "a list", "values by name"]),
  austen("a word", "notes\n", [HERE, '"notes"', "values by name"]),
  austen("too long", `notes: ${"x".repeat(300_000)}`, ["austen.yaml", "characters"]),
  austen("much too long", `notes: ${"x".repeat(1_100_000)}`, ["austen.yaml", "bytes"]),
  // Lists of defaults, and what files are built on.
  austen("defaults by name", swapped("defaults:", "defaults: { task: text }\nnothing:"), [
    HERE,
    "list of choices",
  ]),
  austen("an unknown group", swapped("- task: text", "- tusk: text"), [HERE, "tusk", "did you mean task?"]),
  austen("an unknown file", swapped("- optimizer: muon", "- optimizer: moun"), [
    `conf/experiment/austen.yaml:${
      AUSTEN.split("\n").findIndex((line) => line.includes("optimizer: muon")) + 1
    }: `,
    'there is no optimizer "moun"; did you mean muon?',
  ]),
  austen("a file of another group", swapped("- tokenizer: bpe", "- tokenizer: muon"), [
    HERE,
    'no tokenizer "muon"',
  ]),
  austen("a path out of the folder", swapped("- task: text", "- task: ../data/austen"), [HERE, "no task"]),
  austen("two choices in one", swapped("- task: text", "- { task: text, data: austen }"), [
    HERE,
    "no choice",
  ]),
  austen("a choice without a group", swapped("- task: text", "- text"), [HERE, '"text" is no choice']),
  austen("a switch as a name", swapped("- task: text", "- task: true"), [HERE, "names no file of task"]),
  austen("an experiment as a default", swapped("- task: text", "- experiment: grid"), [HERE, "by extends"]),
  more("built on itself", "\nextends: austen\n", "goes round"),
  austen("built on what is built on it", AUSTEN + "\nextends: grid\n", [
    /^conf\/experiment\/grid\.yaml:\d+: extends goes round: .*austen\.yaml → .*grid\.yaml → .*austen\.yaml$/,
  ]),
  more("built on nothing", "\nextends: nothing\n", 'no experiment "nothing"'),
  more("built on a mapping", "\nextends: { a: b }\n", "extends takes"),
  {
    ...{ name: "defaults in a group", words: ["experiment=austen"], kind: "input" },
    files: { ...FILES, "optimizer/muon": "defaults: [{ task: text }]\nname: muon\n" },
    says: ["conf/optimizer/muon.yaml:1: ", "not of optimizer"],
  },
  {
    ...{ name: "a group built on itself", words: ["experiment=austen"], kind: "input" },
    files: { ...FILES, "optimizer/muon": "extends: adamw\n", "optimizer/adamw": "extends: muon\n" },
    says: ["conf/optimizer/adamw.yaml:1: ", "goes round"],
  },
  // Values in the wrong place, or of the wrong task.
  more("a scalar as a section", "\nengine: auto\n", "engine", "auto", "defaults"),
  more("a list as a section", "\nschedule: [0.1]\n", "schedule: a list is no values by name"),
  more(
    "a key of another section",
    "\nengine: { learningRate: 0.1 }\n",
    "did you mean optimizer.learningRate?",
  ),
  more("a flag's name", "\nengine: { batch-tokens: 512 }\n", "did you mean training.batchTokens?"),
  more("a key at the root", "\nlayers: 4\n", "no section layers", "did you mean architecture.layers?"),
  more("deeper than a value", "\nengine.workers.most: 4\n", "engine.workers takes"),
  more("a setting of drawings", "\ntask.sketches: runs/album\n", "a setting of the task art, not of text"),
  more("a second budget", "\ntraining.steps: 5\n", "training.minutes stands beside training.steps"),
  more("a callback without settings", "\ncallbacks: { csv: }\n", "callbacks.csv: null", "{}"),
  more(
    "a reference that is not closed",
    "\nengine: { backend: '${data.name' }\n",
    "engine.backend",
    "not closed",
  ),
  more("a reference to a section", "\nengine: { backend: '${training}' }\n", "is a section"),
  more(
    "a reference to what is not given",
    "\nengine: { backend: '${architecture.dim}' }\n",
    "has no value here",
  ),
  more(
    "references in a circle",
    "\nengine: { backend: '${engine.precision}', precision: '${engine.backend}' }\n",
    "refers to itself",
  ),
  more("a list in a text", "\nrun.out: 'a-${data.files}'\n", "no single value"),
  more(
    "a reference of the wrong kind",
    "\nengine: { workers: '${data.name}' }\n",
    "engine.workers",
    '"austen" is not',
  ),
  more("a wrong value below another", "\nengine: { workers: many }\n", "engine.workers"),
  more("a sweep over nothing", "\nsweep: { over: { seeed: [1] } }\n", "seeed"),
  more("a sweep over a wrong value", "\nsweep: { over: { training.seed: [1, -2] } }\n", "training.seed: -2"),
  more("a sweep over no list", "\nsweep: { over: { training.seed: 4 } }\n", "takes a list"),
  more(
    "a sweep over no files",
    "\nsweep: { over: { architecture: [small, smal] } }\n",
    'no architecture "smal"',
  ),
  more("a sweep of its own", "\nsweep: { training.seed: [1] }\n", "no key sweep.training; there are over"),
  more("a sweep of lists", "\nsweep: { over: 4 }\n", "sweep.over: 4"),
  // Words of the command line.
  word(["experiment=austn"], 'experiment=austn: there is no experiment "austn"; did you mean austen?'),
  word(["experiment="], "experiment="),
  word(["experiment=gone/away.yaml"], "there is no file gone/away.yaml"),
  word(["optimizer=adamv"], 'no optimizer "adamv"; did you mean adamw?'),
  word(["optimizer={nam: adamw}"], "no key optimizer.nam; did you mean optimizer.name?"),
  word(["optimizer=true"], "names no file"),
  word(["optimizer.lerningRate=0.1"], "did you mean optimizer.learningRate?"),
  word(["optimizer.learningRate=fast"], 'optimizer.learningRate: "fast" is not a number above 0, up to 1'),
  word(["optimizer.learningRate=2"], "2 is not a number above 0, up to 1"),
  word(["optimizer.learningRate=[0.1"], "YAML"),
  word(["optimizer.learningRate=${lr}"], "${lr}"),
  word(["learningrat=0.1"], "did you mean"),
  word(["name=cats"], "name can be"),
  word(["+optimizer.learningRate=0.1"], "is there already", "muon.yaml"),
  word(["+callbacks.csv=true"], "callbacks.csv: true"),
  word(["callbacks.csv.every=5"], "+callbacks.csv={} adds it"),
  word(["~callbacks.csv"], "no callbacks.csv to take away"),
  word(["~optimizer.weightDecay"], "no optimizer.weightDecay to take away"),
  word(["~optimizr"], "did you mean optimizer?"),
  word(["architecture.layers=0"], "0 is not a whole number from 1 to 64"),
  word(["architecture.layers=2.5"], "2.5 is not a whole number"),
  word(["architecture.positions=round-about"], "is not one of"),
  word(["training.steps=5", "training.minutes=2"], "stands beside"),
  word(["run.name=a/b"], "a/b", "is no name"),
  word(["engine.backend=wsam"], "did you mean wasm?"),
  // What only the run itself can tell: it has not begun.
  word(["architecture.dim=100", "architecture.heads=3"], "multiple of heads"),
  {
    ...{ name: "no corpus", files: FILES, kind: "corpus", says: ["gone.db"] },
    words: ["experiment=drawings", "data.corpus=gone.db"],
  },
];

/** All mutants; `lines` of the first experiment only tell that it was read. */
export function mutants(): Mutant[] {
  if (LINES < 10) throw new Error("experiment/austen has become too short");
  return [...inLines(), ...WHOLE];
}
