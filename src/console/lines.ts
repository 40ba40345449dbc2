/** Entries of one or more lines. */

const FENCE = '"""';

/** Puts lines together: after a backslash at the end, and between two `"""`, an entry goes on. */
export interface Lines {
  /** The entry that a line completes; undefined where it goes on. */
  push(line: string): string | undefined;
  /** Whether an entry has begun that is not complete. */
  readonly open: boolean;
  /** What there is of an entry that is not complete, which is over; undefined where there is none. */
  end(): string | undefined;
}

export function joinLines(): Lines {
  let begun: string[] | undefined, fenced = false;
  const end = () => {
    const text = begun?.join("\n");
    [begun, fenced] = [undefined, false];
    return text;
  };
  return {
    get open() {
      return begun !== undefined;
    },
    push(line) {
      let rest = line;
      if (begun === undefined && rest.startsWith(FENCE)) {
        rest = rest.slice(FENCE.length);
        fenced = true;
        begun = [];
        // Behind the mark alone the text begins on the next line.
        if (rest.trim() === "") return undefined;
      }
      begun ??= [];
      if (fenced) {
        const closed = rest.trimEnd().endsWith(FENCE);
        if (!closed) {
          begun.push(rest);
          return undefined;
        }
        const last = rest.trimEnd().slice(0, -FENCE.length);
        if (last !== "" || begun.length === 0) begun.push(last);
        return end();
      }
      const goesOn = /\\*$/.exec(rest)![0].length % 2 === 1;
      begun.push(goesOn ? rest.slice(0, -1) : rest);
      return goesOn ? undefined : end();
    },
    end,
  };
}
