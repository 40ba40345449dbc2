/** What is wrong with drawings of everyday words, counted: gaps, strays, lost eyes, halves that differ. */
import { EVERYDAY } from "../../src/data/words/everyday.ts";
import { random } from "../../src/base/random.ts";
import { writeOut } from "../../src/cli/terminal.ts";
import { mean, shuffled } from "../../src/evaluation/statistics.ts";
import { readBundle } from "../../src/tasks/art/bundle/read.ts";
import { faultsOf } from "../../src/tasks/art/draw/faults.ts";
import { generate } from "../../src/tasks/art/draw/generate.ts";
import { likeness } from "../../src/tasks/art/draw/likeness.ts";
import { samplingOf } from "../../src/tasks/art/draw/sampling.ts";
import { openSession } from "../../src/tasks/art/draw/session.ts";

const SIZES = [[12, 5], [24, 10], [40, 20], [60, 30]] as const;

/** Prints means over so many everyday words, drawn once, and as the command draws them. */
export async function faultsBench(model: string, count: number, seed: number): Promise<void> {
  const bundle = await readBundle(model), session = await openSession(bundle);
  const known = [...EVERYDAY].filter((word) => bundle.album.labels.includes(word));
  const words = shuffled(known, random(seed)).slice(0, count);
  writeOut(
    `${words.length} everyday words, mean of each drawing: gaps, strays, lost dots, uneven pairs; likeness; ms\n`,
  );
  for (const [width, maxLines] of SIZES) {
    for (const bestOf of [1, 3]) {
      const told: number[][] = [];
      for (const prompt of words) {
        const start = performance.now();
        const request = { prompt, style: "line", width, maxLines, seed: 1, ...samplingOf({ bestOf }) };
        const { lines, sketch } = await generate(session, request);
        const time = performance.now() - start, { gaps, strays, lostDots, uneven } = faultsOf(lines, sketch);
        told.push([gaps, strays, lostDots, uneven, likeness(lines, sketch), time]);
      }
      const means = [0, 1, 2, 3, 4, 5].map((i) => mean(told.map((each) => each[i]!)));
      const [gaps, strays, dots, uneven, like, time] = means.map((value) => value.toFixed(3));
      writeOut(
        `${width}×${maxLines} best of ${bestOf}: ${gaps} ${strays} ${dots} ${uneven}; ${like}; ${
          Math.round(Number(time))
        }\n`,
      );
    }
  }
  await session.close();
}
