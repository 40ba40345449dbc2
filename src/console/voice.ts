/** What speaks in a console: a model, its settings and what has been said. */
import type { Settings } from "./settings.ts";

/** Where a console writes. */
export interface Screen {
  /** Text of a model, as it comes. */
  text(piece: string): void;
  /** What there is to say of it: a line. */
  note(line: string): void;
  /** Columns that there are, where that is known. */
  columns(): number | undefined;
}

/** A model that answers entries. */
export interface Voice {
  readonly name: string;
  /** In a few words: what it is. */
  readonly title: string;
  readonly settings: Settings;
  /** Answers an entry until the signal is aborted; what came until then stays. */
  answer(entry: string, screen: Screen, signal: AbortSignal): Promise<void>;
  /** Forgets what has been said. */
  reset(): void;
  /** What has been said, to be saved. */
  transcript(): string;
  /** What an entry that begins so may be completed to. */
  words(begun: string): readonly string[];
  /** Lines about the model. */
  info(): string[];
  close(): Promise<void>;
}
