/** How much of texts is not to be found in others, such as those of the templates that a model learned from. */
import { linesOf, shareOf, wordsOf } from "./lines.ts";

/** Words in a row that are compared. */
const RUN = 8;

/** Lines and runs of words of texts, to look others up in. */
export class Reference {
  private readonly lines = new Set<string>();
  private readonly runs = new Set<string>();

  /** Adds a text; case, punctuation and numbers do not count. */
  add(text: string): void {
    for (const line of linesOf([text])) this.addLine(line);
    for (const run of runsOf(text)) this.addRun(run);
  }

  addLine(line: string): void {
    this.lines.add(wordsOf(line).join(" "));
  }

  addRun(run: string): void {
    this.runs.add(run);
  }

  hasLine(line: string): boolean {
    return this.lines.has(wordsOf(line).join(" "));
  }

  hasRun(run: string): boolean {
    return this.runs.has(run);
  }
}

/** All runs of eight words of a text, over the ends of its lines. */
export function runsOf(text: string): string[] {
  const words = wordsOf(text);
  return words.slice(RUN - 1).map((_, i) => words.slice(i, i + RUN).join(" "));
}

/** Shares of lines, and of runs of eight words, that a reference lacks; 0 where there are none. */
export function noveltyOf(texts: readonly string[], reference: Reference): { lines: number; runs: number } {
  return {
    lines: shareOf(linesOf(texts), (line) => !reference.hasLine(line)),
    runs: shareOf(texts.flatMap(runsOf), (run) => !reference.hasRun(run)),
  };
}
