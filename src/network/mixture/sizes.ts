import type { KindConfig } from "../kind.ts";

/** Number of experts, and how many of them a position asks. */
export function expertsOf({ experts, activeExperts }: KindConfig): { experts: number; active: number } {
  if (experts === undefined || activeExperts === undefined) throw new Error("a mixture has experts");
  return { experts, active: activeExperts };
}
