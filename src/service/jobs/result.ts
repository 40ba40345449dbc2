/** What jobs come to. */
import * as z from "zod";
import { ARTIFACT_KINDS } from "../artifacts/store.ts";

/** What a job leaves that is done. */
export const ResultSchema = z.object({
  digest: z.string(),
  artifacts: z.array(z.object({ name: z.string(), kind: z.enum(ARTIFACT_KINDS), id: z.string() })),
  metrics: z.record(z.string(), z.number()),
});
