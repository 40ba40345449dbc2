import { packSketch, sketchOfArt } from "../../rasterise/sketch/sketch.ts";
import type { Finding } from "./finding.ts";
import { type Accepted, assess, type Rejected } from "../quality/assess.ts";
import { minhash } from "../quality/minhash.ts";
import type { QualityOptions } from "../quality/options.ts";
import { digest } from "../store/store.ts";

/** A finding's verdict with what is derived from its art alone. */
export type Prepared = { verdict: Rejected } | {
  verdict: Accepted;
  /** SHA-256 of the art, 32 bytes. */
  digest: Uint8Array;
  /** 162 packed bytes. */
  sketch: Uint8Array;
  /** MinHash of the art. */
  signature: Uint32Array;
};

/** All that a finding needs before it is stored; most of the time, and no database. */
export function prepare(finding: Finding, quality?: QualityOptions): Prepared {
  const verdict = assess(finding, quality);
  if (!verdict.accepted) return { verdict };
  return {
    verdict,
    digest: digest(verdict.art),
    sketch: packSketch(sketchOfArt(verdict.art.split("\n"))),
    signature: minhash(verdict.art),
  };
}
