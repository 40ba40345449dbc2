/** Looks over many arts for what a tokenizer and a plan of batches need of them, without encoding them. */
export interface ArtScanner {
  /** Tokens of the art, as many as `encode` gives. */
  count(art: string): number;
  /** All characters seen, line ends excepted. */
  characters(): string;
}

/** A scanner for a tokenizer with these runs of spaces, the shortest first. */
export function artScanner(spaceRuns: readonly number[]): ArtScanner {
  const ascii = new Uint8Array(128);
  const others = new Set<string>();
  const ofSpaces = [0];
  const tokensOfSpaces = (length: number): number => {
    for (let n = ofSpaces.length; n <= length; n++) {
      ofSpaces.push(1 + ofSpaces[n - Math.max(1, ...spaceRuns.filter((run) => run <= n))]!);
    }
    return ofSpaces[length]!;
  };
  return {
    count(art) {
      let tokens = 0, spaces = 0;
      for (let i = 0; i < art.length; i++) {
        const code = art.charCodeAt(i);
        if (code === 32) {
          spaces++;
          continue;
        }
        if (spaces > 0) {
          tokens += tokensOfSpaces(spaces);
          spaces = 0;
        }
        if (code < 128) ascii[code] = 1;
        else {
          const character = String.fromCodePoint(art.codePointAt(i)!);
          others.add(character);
          i += character.length - 1;
        }
        tokens++;
      }
      if (spaces > 0) tokens += tokensOfSpaces(spaces);
      return tokens;
    },
    characters() {
      const seen = Array.from(ascii.keys()).filter((code) => ascii[code] === 1);
      return [...seen.map((code) => String.fromCharCode(code)), ...others].filter((c) => c !== "\n").join("");
    },
  };
}
