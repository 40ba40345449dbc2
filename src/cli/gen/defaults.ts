/** Sampling unless told otherwise. */
const SAMPLING = { temperature: 0.6, topK: 0, topP: 0.95, bestOf: 12, guidance: 1 };
/** What a style does otherwise, where `deno task eval --compare` showed a clear gain (docs/LOG.md). */
const OF_STYLE: Readonly<Record<string, Partial<typeof SAMPLING>>> = { banner: { guidance: 2 } };
/** Columns and lines of a drawing at most, unless told otherwise. */
export const DEFAULT_WIDTH = 40;
export const DEFAULT_LINES = 20;

/** Sampling of a style unless told otherwise. */
export function defaultSampling(style: string): typeof SAMPLING {
  return { ...SAMPLING, ...OF_STYLE[style] };
}

/** A default in words, such as "1, banner 2". */
export function describeDefault(name: keyof typeof SAMPLING): string {
  const others = Object.entries(OF_STYLE).flatMap(([style, { [name]: own }]) =>
    own === undefined ? [] : [`${style} ${own}`]
  );
  return [SAMPLING[name], ...others].join(", ");
}
