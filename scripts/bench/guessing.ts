/** What guessing ahead brings: drawings by one session with its draft model and by one without. */
import { EVERYDAY } from "../../src/data/words/everyday.ts";
import { random } from "../../src/base/random.ts";
import { writeOut } from "../../src/cli/terminal.ts";
import { mean, shuffled } from "../../src/evaluation/statistics.ts";
import { readBundle } from "../../src/tasks/art/bundle/read.ts";
import { generate } from "../../src/tasks/art/draw/generate.ts";
import { samplingOf } from "../../src/tasks/art/draw/sampling.ts";
import { type ModelSession, openSession } from "../../src/tasks/art/draw/session.ts";

const SIZES = [[12, 5], [24, 10], [40, 20], [60, 30]] as const;
/** Drawings until the code is compiled. */
const WARM_UP = 10;

/** Prints times of a cat and of so many everyday words, and whether both drew the same. */
export async function guessingBench(model: string, count: number, seed: number): Promise<void> {
  const bundle = await readBundle(model), guessing = await openSession(bundle);
  const { draft: _, ...plain } = guessing;
  // Tokens of drawings, and the runs that they took.
  let kept = 0, runs = 0;
  const counting: ModelSession = {
    ...guessing,
    lookahead() {
      const ahead = guessing.lookahead!();
      return {
        ...ahead,
        run: () => (runs++, ahead.run()),
        keep: (positions) => (kept += positions, ahead.keep(positions)),
      };
    },
  };
  const known = [...EVERYDAY].filter((word) => bundle.album.labels.includes(word));
  const words = shuffled(known, random(seed)).slice(0, count);
  const timed = async (
    session: ModelSession,
    prompt: string,
    [width, maxLines]: readonly [number, number],
  ) => {
    const start = performance.now();
    const request = { prompt, style: "line", width, maxLines, seed: 1, ...samplingOf({}) };
    const { lines } = await generate(session, request);
    return { lines, time: performance.now() - start };
  };
  for (const session of [plain, guessing]) {
    for (let i = 0; i < WARM_UP; i++) await timed(session, words[0]!, [40, 20]);
  }
  const compare = async (what: string, prompts: readonly string[], size: readonly [number, number]) => {
    const times: [number[], number[]] = [[], []];
    let same = 0;
    for (const prompt of prompts) {
      const [one, other] = [await timed(plain, prompt, size), await timed(guessing, prompt, size)];
      times[0].push(one.time);
      times[1].push(other.time);
      if (one.lines.join("\n") === other.lines.join("\n")) same++;
    }
    const told = times.map((each) =>
      `${each.toSorted((a, b) => a - b)[each.length >> 1]!.toFixed(0)} (${mean(each).toFixed(0)})`
    );
    writeOut(
      `${size.join("×")} ${what}: ${told[0]} ms step by step, ${
        told[1]
      } guessing; ${same} of ${prompts.length} the same\n`,
    );
  };
  writeOut("median (mean) time of a drawing, tries included\n");
  await compare("cat, 25 times", Array<string>(25).fill("cat"), [40, 20]);
  for (const size of SIZES) await compare(`${words.length} everyday words`, words, size);
  for (const word of words) await timed(counting, word, [40, 20]);
  writeOut(`40×20: ${(kept / runs).toFixed(2)} positions kept of a run's twelve\n`);
  await guessing.close();
}
