import { MAX_RECORD } from "./text.ts";

/** A record as columns and values, or what is wrong with it, and the line that it begins in. */
export type ReadRow = { line: number } & ({ row: Record<string, unknown> } | { problem: string });

export const TOO_LONG = `is longer than ${MAX_RECORD} characters`;
