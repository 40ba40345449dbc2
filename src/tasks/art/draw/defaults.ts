/** Sampling unless told otherwise, in every style. */
export const SAMPLING = { topK: 0, topP: 0.95, bestOf: 3 } as const;
/** Drawings of one sketch at most: more are hardly closer to it (docs/LOG.md). */
export const MAX_BEST_OF = 3;
/** Columns and lines of a drawing at most, unless told otherwise. */
export const DEFAULT_WIDTH = 40;
export const DEFAULT_LINES = 20;
/** The same of a scene of several things, which a terminal of 80 × 24 has room for, prompt and all. */
export const SCENE_WIDTH = 76;
export const SCENE_LINES = 23;
/** Columns of a banner at most, unless told otherwise; it takes as many lines as it needs. */
export const BANNER_WIDTH = 80;
