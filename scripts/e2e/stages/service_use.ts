/** What is asked of a service that runs, and must be answered. */
import * as z from "zod";
import { JobSchema } from "../../../src/service/jobs/ask.ts";
import { ResultSchema } from "../../../src/service/jobs/result.ts";
import type { Work } from "../stage.ts";
import type { Client } from "./service_client.ts";

const LIMITS = { width: 24, maxLines: 12 };
const MODEL = "text-float32";
const TRAINING = {
  ...{ files: ["text.txt"], settings: { tokenizer: "char" }, workers: 1 },
  ...{ preset: "nano", dim: 32, layers: 1, heads: 2, window: 32, batchTokens: 512 },
};
/** Steps of a job that is done soon, and of one that is at work when the service is told to end. */
const SOON = 40, LONG = 1_000_000;

const drawnSchema = z.looseObject({
  drawings: z.array(z.looseObject({ lines: z.array(z.string()).min(1) })).min(1),
});
const completedSchema = z.looseObject({
  completions: z.array(z.looseObject({ text: z.string(), tokens: z.int() })).min(1),
});

/** Draws, completes and trains; a long training is at work in the end. */
export async function useService(work: Work, name: string, client: Client): Promise<void> {
  await draw(work, name, client);
  await complete(work, name, client);
  await train(work, name, client);
  const { id } = await client.read(JobSchema, "/runs/train", { ...TRAINING, steps: LONG });
  const { state } = await client.until(id, ["running", "done", "failed"]);
  work.check(`${name}: a long job`, state, "running", state === "running");
}

async function draw(work: Work, name: string, client: Client): Promise<void> {
  const asked = { prompt: "cat", seed: 1, count: 4, ...LIMITS };
  const { drawings } = await client.read(drawnSchema, "/draw", asked);
  const within = drawings.filter(({ lines }) =>
    lines.length <= LIMITS.maxLines && lines.every((line) => line.length <= LIMITS.width)
  );
  const what = `${name}: drawings within ${LIMITS.width}×${LIMITS.maxLines}`;
  work.check(
    what,
    `${within.length} of ${drawings.length}`,
    "all 4",
    within.length === 4 && drawings.length === 4,
  );
}

async function complete(work: Work, name: string, client: Client): Promise<void> {
  const asked = { model: MODEL, prompt: "The model", maxTokens: 60, seed: 1, temperature: 0 };
  const { completions: [whole] } = await client.read(completedSchema, "/complete", asked);
  const begun = performance.now();
  const response = await client.ask("/complete", asked, "text/event-stream");
  let first: number | undefined, events = "";
  for await (const text of response.body!.pipeThrough(new TextDecoderStream())) {
    first ??= performance.now() - begun;
    events += text;
  }
  const pieces = [...events.matchAll(/^event: text\r?\ndata: (.*)$/gm)].map(([, data = ""]) =>
    z.looseObject({ text: z.string() }).parse(JSON.parse(data)).text
  );
  const streamed = pieces.join("");
  const same = streamed === whole!.text;
  work.check(`${name}: a text in pieces`, JSON.stringify(streamed.slice(0, 40)), "as it is whole", same);
  work.note(`${name}: milliseconds until its first piece`, (first ?? NaN).toFixed(0));
}

async function train(work: Work, name: string, client: Client): Promise<void> {
  const { id } = await client.read(JobSchema, "/runs/train", { ...TRAINING, steps: SOON });
  const stream = await (await client.ask(`/runs/${id}/logs/stream`, undefined, "text/event-stream")).text();
  const ids = [...stream.matchAll(/^id: (\d+)$/gm)].map(([, number]) => Number(number));
  const whole = ids.length > 0 && ids.every((number, i) => number === i + 1);
  work.check(`${name}: events of a training`, ids.length, "numbered from 1 without gaps", whole);
  const { state, result } = await client.job(id);
  work.check(`${name}: the training`, state, "done", state === "done");
  const made = ResultSchema.parse(result).artifacts.map((each) => each.name);
  const left = made.includes("model") && made.includes("checkpoint");
  work.check(`${name}: what it left`, made.join(), "a model and a checkpoint", left);
}
