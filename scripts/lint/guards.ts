import { cast } from "./casts.ts";
import { leftover, suppression } from "./comments.ts";

/** What `deno lint` checks here beside its own rules, of which no-explicit-any and ban-ts-comment are the kin of these. */
export default { name: "guards", rules: { cast, suppression, leftover } } satisfies Deno.lint.Plugin;
