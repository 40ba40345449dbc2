import * as z from "zod";
import type { Manifest } from "../bundle/manifest.ts";
import { type Ancestor, ancestorSchema, type Checkpoint } from "../training/checkpoint.ts";

/** What a bundle's manifest tells of the run that made it, and of those before. */
export function trainingSummary(checkpoint: Checkpoint): Manifest["training"] {
  const { step, minutes, tokens, losses, configHash, ancestors } = checkpoint;
  const { data: _data, ...options } = checkpoint.options;
  const settings: Record<string, string | number> = {};
  for (const [name, value] of Object.entries(options)) if (value !== undefined) settings[name] = value;
  return {
    steps: step,
    minutes: Math.round(minutes),
    tokens,
    losses,
    configHash,
    options: settings,
    ancestors,
  };
}

/** Runs that a bundle's weights went through, as far as its manifest tells, its own the last. */
export function ancestorsIn({ training, corpus }: Manifest): Ancestor[] {
  const own = ancestorSchema.safeParse({ ...training, corpusDigest: corpus });
  const before = z.array(ancestorSchema).safeParse(training["ancestors"]);
  return [...before.data ?? [], ...own.success ? [own.data] : []];
}
