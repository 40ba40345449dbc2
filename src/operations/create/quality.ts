/** What quality to expect, in words from runs that were measured. */
import type { Estimate } from "./estimate.ts";

export function expectedQuality(_estimate: Estimate): string[] {
  return [];
}
