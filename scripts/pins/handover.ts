/** Probes of what a user has: files that the first checkout wrote are opened by both. */
import { join } from "node:path";
import { BUNDLE, drawn, makeBundle } from "./bundles.ts";
import { type Checkout, hand, once, succeed } from "./checkout.ts";
import { contentOf, CORPUS, makeCorpus, reading } from "./corpus.ts";
import { filesOf, type Probe } from "./parts.ts";
import { bundled, HALF, learnSketches, ONE, results, SKETCHES, trainHalf, trainOne } from "./training.ts";

type Give = (of: Checkout) => Promise<void>;

/** One after the other: what is copied must not be written by the next. */
async function inTurn(of: Checkout, gifts: readonly Give[]): Promise<void> {
  for (const give of gifts) await give(of);
}

const under = (name: string) => join("handed", name);

export function handover(before: Checkout): Probe[] {
  /** Hands over what the first checkout made, under a name for each probe that changes it. */
  const given = (make: Give, name: string, as = under(name)): Give => (of) =>
    once(of, as, async () => {
      await make(before);
      await hand(before, name, of, as);
    });
  const bundle = given(makeBundle, BUNDLE), run = given(trainOne, ONE), half = given(trainHalf, HALF);
  const corpus = given(makeCorpus, CORPUS), grown = given(makeCorpus, CORPUS, under("grown.db"));
  const sketches = given(learnSketches, SKETCHES),
    more = given(learnSketches, SKETCHES, under("more-sketches"));
  const data = ["--data", under(CORPUS)], learned = ["--sketches", under(SKETCHES)];
  return [
    {
      name: "bundle: draw",
      async take(of) {
        await bundle(of);
        return drawn(of, under(BUNDLE));
      },
    },
    {
      name: "bundle: quantize",
      async take(of) {
        await bundle(of);
        await succeed(of, ["quantize", under(BUNDLE), "--scheme", "int8", "--out", under("int8")]);
        return filesOf(of, under("int8"));
      },
    },
    {
      name: "bundle: train --init-from",
      async take(of) {
        await inTurn(of, [corpus, bundle, sketches]);
        const from = ["--init-from", under(BUNDLE), "--out", under("initialised"), ...data, ...learned];
        await succeed(of, ["train", ...from, "--steps", "2", "--workers", "1", "--batch-tokens", "1024"]);
        return results(of, under("initialised"));
      },
    },
    {
      name: "checkpoint: train --resume",
      async take(of) {
        await inTurn(of, [corpus, half, sketches]);
        await succeed(of, ["train", "--resume", "--out", under(HALF), ...data, ...learned]);
        return results(of, under(HALF));
      },
    },
    {
      name: "checkpoint: export",
      async take(of) {
        await inTurn(of, [corpus, run, sketches]);
        await succeed(of, ["export", under(ONE), "--out", under("written"), ...data, ...learned]);
        return filesOf(of, under("written"));
      },
    },
    {
      name: "sketches: --resume",
      async take(of) {
        await inTurn(of, [corpus, more]);
        const own = under("more-sketches");
        await succeed(of, ["sketches", "--resume", "--out", own, ...data, "--steps", "12"]);
        return bundled(of, own, under(CORPUS));
      },
    },
    ...["stats --json", "search house --json", "export --split test"]
      .map((line) => reading(line, under(CORPUS), corpus)),
    {
      name: "corpus: data add",
      async take(of) {
        await grown(of);
        const lines = ["figlet boat --fonts-per-word 1 --seed 4", "cowsay --max-items 16"];
        for (const line of lines) {
          await succeed(of, ["data", "add", ...line.split(" "), "--data", under("grown.db")]);
        }
        return contentOf(join(of.folder, under("grown.db")));
      },
    },
  ];
}
