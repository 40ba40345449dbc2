/** Styles of a piece; models number their style tokens in this order. */
export const STYLES = ["line", "solid", "shaded", "banner"] as const;
export type Style = typeof STYLES[number];
