/** Names of motions, apart from what moves: every start reads them. */
export const MOTIONS = ["bob", "wave", "blink", "snow", "twinkle"] as const;
export type Motion = typeof MOTIONS[number];
