import type { Manifest } from "../bundle/manifest.ts";
import type { Checkpoint } from "../training/checkpoint.ts";

/** What a bundle's manifest tells of the run that made it. */
export function trainingSummary(checkpoint: Checkpoint): Manifest["training"] {
  const { step, minutes, tokens, losses, configHash } = checkpoint;
  const { data: _data, ...options } = checkpoint.options;
  const settings: Record<string, string | number> = {};
  for (const [name, value] of Object.entries(options)) if (value !== undefined) settings[name] = value;
  return { steps: step, minutes: Math.round(minutes), tokens, losses, configHash, options: settings };
}
