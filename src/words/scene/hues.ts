/** Colours that a thing may be said to have, which are seen where drawings have colours. */
export const HUES = {
  "red": [214, 48, 49],
  "orange": [240, 132, 30],
  "yellow": [240, 196, 25],
  "green": [62, 150, 66],
  "blue": [52, 120, 214],
  "purple": [134, 74, 178],
  "pink": [236, 112, 160],
  "brown": [139, 90, 50],
  "golden": [222, 170, 40],
} as const;
export type Hue = keyof typeof HUES;

/** Whether a word is one of these; apart from the lists of phrases, which one thing alone does without. */
export const isHue = (word: string): word is Hue => Object.hasOwn(HUES, word);
