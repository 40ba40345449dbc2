/** Characters that a terminal obeys instead of showing. */

/**
 * C0 but for the line break, DEL and C1, what turns the direction of writing, and line breaks of other kinds: one that goes through a
 * whole text.
 */
export const CONTROLS =
  // deno-lint-ignore no-control-regex -- these are what is to be made harmless
  /[\x00-\x09\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u206f\ufff9-\ufffb]/g;
