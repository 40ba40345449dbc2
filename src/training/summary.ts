import * as z from "zod";
import { type Ancestor, ancestorSchema, type Checkpoint } from "./checkpoint.ts";
import type { Values } from "./task.ts";

/** What a model's manifest tells of the run that made it, and of those before. */
export function trainingSummary(checkpoint: Checkpoint): Values {
  const { step, minutes, tokens, losses, configHash, ancestors } = checkpoint;
  const { data: _data, ...settings } = checkpoint.settings;
  const options = Object.entries({ ...checkpoint.options, ...settings });
  const told: Values = {};
  for (const [name, value] of options) if (value !== undefined) told[name] = value;
  const callbacks = Object.entries(checkpoint.callbacks ?? {}).map((
    [name, { settings }],
  ) => [name, settings]);
  return {
    steps: step,
    minutes: Math.round(minutes),
    tokens,
    losses,
    configHash,
    options: told,
    ancestors,
    ...callbacks.length > 0 && { callbacks: Object.fromEntries(callbacks) },
  };
}

/** Runs that a model's weights went through, as far as its manifest tells, its own the last. */
export function ancestorsIn({ training, corpus }: { training: Values; corpus: string }): Ancestor[] {
  const own = ancestorSchema.safeParse({ ...training, corpusDigest: corpus });
  const before = z.array(ancestorSchema).safeParse(training["ancestors"]);
  return [...before.data ?? [], ...own.success ? [own.data] : []];
}
