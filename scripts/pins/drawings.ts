/** Probes of what is drawn and said: some 200 drawings, refusals, words, pictures turned into characters, help. */
import { PNG, SVG, writePictures } from "./pictures.ts";
import { run } from "./checkout.ts";
import { type Probe, spoken } from "./parts.ts";

/** A command line; `code` is the exit code that it must have, `model` whether it takes one. */
interface Case {
  args: string[];
  code?: number;
  model?: boolean;
  input?: string;
}

const words = (line: string) => line.split(" ");
const USAGE = 2, INPUT = 3, MODEL = 4, IO = 7;

const SIZES = ["-w 20 -l 10", "-w 40 -l 20", "-w 80 -l 40", "-w 33 -l 7"];
const SUBJECTS = ["cat", "house", "tree", "car", "fish", "flower", "star", "boat"];

/** Three drawings each: every subject in each style, the sizes in turn, seeds early and late. */
const SWEEP: Case[] = ["line", "solid", "shaded"].flatMap((style, s) =>
  SUBJECTS.map((word, w) => {
    const seed = w % 2 === 0 ? s + 1 : 1000 * (s + 1) + w;
    const size = SIZES[(s + w) % SIZES.length]!;
    return { args: words(`${word} --style ${style} -s ${seed} -n 3 ${size}`) };
  })
);

const DRAWN: Case[] = [
  ...["html", "svg", "png", "json", "ansi", "markdown", "plain"].map((format) =>
    `horse -s 2 --format ${format}`
  ),
  ...["box", "blocks", "shades", "braille"].map((charset) => `rabbit -s 2 --charset ${charset}`),
  ...["ascii", "double"].map((border) => `key -s 4 --border ${border} --align center -w 36`),
  ...["0", "0.4", "1"].map((temperature) => `bird -s 5 -n 3 --temperature ${temperature}`),
  "cat -s 3 -n 2 --top-k 3 --temperature 0.8",
  "cat -s 3 -n 2 --top-p 0.5 --temperature 0.8",
  "cat -s 3 --best-of 1",
  "cat -s 3 --best-of 3",
  "cat -s 9 -n 3 --like 2 --temperature 0.6",
  "dog --style line,solid,shaded -s 1 -n 2",
  "dog -s 1 --max-chars 120",
  "dog -s 1 -w 5 -l 3",
  "dog -s 1 --invert --align right",
  "owl -s 1 --sketch",
  "owl -s 1 --stream",
  "owl -s 2 --stream --style solid -w 60 -l 30",
  "house -s 4000000000 -n 20 -w 24 -l 12",
  "ship -s 6 -n 4 --format json --style shaded",
].map((line) => ({ args: words(line) }));

const WORDS: Case[] = [
  { args: words("poodle -s 1") },
  { args: words("dragonn -s 1") },
  { args: words("two cats -s 1") },
  { args: words("Katze -s 1") },
  { args: words("xqzzyvv -s 1 --any") },
  { args: words("xqzzyvv -s 1"), code: INPUT },
  { args: words("cat -s 1 --strict") },
  { args: words("dragonn -s 1 --strict"), code: INPUT },
  { args: words("two cats -s 1 --strict"), code: INPUT },
  { args: ["-", ...words("-s 3 -w 30 -l 15")], input: SUBJECTS.join("\n") + "\ntwo poodles\n" },
];

const BANNERS: Case[] = ["standard", "small", "slant", "doom", "roman", "colossal"]
  .map((font) => ({ args: words(`Pins 42 --style banner --font ${font}`) }));

const AFTER_PICTURES: Case[] = [
  ...["line", "solid", "shaded"].flatMap((style) => [
    `--from ${SVG} --style ${style} -s 1`,
    `--from ${PNG} --style ${style} -s 2 -w 24 -l 12`,
  ]),
  `--from ${SVG} -s 3 -n 3 --temperature 0.7 --sketch`,
].map((line) => ({ args: words(line) }));

const REFUSED: Case[] = [
  { args: words("cat -s x"), code: USAGE },
  { args: words("cat --width 0"), code: USAGE },
  { args: words("cat --style oil"), code: USAGE },
  { args: words("cat --strict --any"), code: USAGE },
  { args: words("cat --stream --format html"), code: USAGE },
  { args: words("cat --from none.png"), code: IO },
  { args: words("cat --model none"), code: MODEL, model: false },
  { args: words("trian --help-me"), code: USAGE },
];

const LISTS: Case[] = ["labels", "labels ca", "labels --json bird", "info", "info --json", "info --licenses"]
  .map((line) => ({ args: words(line) }));

const IMAGES: Case[] = [
  ...[
    `${PNG} -w 40`,
    `${PNG} -w 30 --style line`,
    `${PNG} -w 30 --style solid --invert`,
    `${PNG} -w 24 --color --format ansi`,
    `${PNG} -w 24 --charset braille --dither diffusion`,
    `${PNG} -w 24 --charset blocks --format json`,
    `${PNG} -w 24 --ramp @%#*+=-:. --dither ordered`,
    `${SVG} -w 50`,
    `${SVG} ${PNG} -w 20 --charset box --format html`,
  ].map((line) => words(`image ${line}`)).map((args) => ({ args, model: false })),
  { args: words("image none.png"), code: IO, model: false },
];

const COMMANDS =
  "gen image labels info completions man help version data sketches train export quantize eval";
const HELP: Case[] = [
  ...words(COMMANDS).map((name) => [name, "--help"]),
  ...words("build add stats show search export report review").map((name) => ["data", name, "--help"]),
  ["man"],
  ...["bash", "zsh", "fish"].map((shell) => ["completions", shell]),
].map((args) => ({ args, model: false }));

export function drawings(model: string | undefined): Probe[] {
  const wordless: Case[] = BANNERS.map((banner) => ({ ...banner, model: false }));
  const all = [...SWEEP, ...DRAWN, ...WORDS, ...wordless, ...AFTER_PICTURES, ...REFUSED, ...LISTS, ...IMAGES];
  return all.map((each) => probe(each, model));
}

export const help = (): Probe[] => HELP.map((each) => probe(each, undefined));

function probe({ args, code = 0, model: takes = true, input }: Case, model: string | undefined): Probe {
  return {
    name: args.join(" "),
    async take(of) {
      await writePictures(of);
      const outcome = await run(
        of,
        [...args, ...(takes && model !== undefined ? ["--model", model] : [])],
        input,
      );
      if (outcome.code !== code) {
        throw new Error(`exit code ${outcome.code}, not ${code}: ${outcome.stderr.trim()}`);
      }
      return spoken(of, outcome);
    },
  };
}
