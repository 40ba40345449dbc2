import { parentPort } from "node:worker_threads";
import type { Finding } from "./finding.ts";
import { prepare, type Prepared } from "./prepare.ts";
import type { QualityOptions } from "../quality/options.ts";

/** A batch of findings to prepare; the answer is what became of each, in its order. */
export interface PrepareRequest {
  findings: Finding[];
  quality: QualityOptions | undefined;
}

parentPort?.on(
  "message",
  ({ findings, quality }: PrepareRequest) =>
    parentPort?.postMessage(findings.map((finding) => prepare(finding, quality)) satisfies Prepared[]),
);
