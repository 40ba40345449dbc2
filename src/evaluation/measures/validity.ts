import { UserError } from "../../base/errors.ts";
import { generate, type GenerateRequest } from "../../tasks/art/draw/generate.ts";
import type { ModelSession } from "../../tasks/art/draw/session.ts";
import { random } from "../../base/random.ts";
import { pictureStyles } from "../../tokenizer/grid/grid.ts";

/** What came of drawings under random limits. */
export interface Validity {
  drawings: number;
  /** Drawings that break a limit or hold anything but printable ASCII; any is a bug. */
  violations: { request: GenerateRequest; reason: string }[];
}

/** Sketches and drawings made for each: the limits must hold for the worst of them. */
const BEST_OF = 2;

/** Draws `count` times within random limits, small ones as often as large, in every style, cold and hot. */
export async function measureValidity(
  session: ModelSession,
  words: readonly string[],
  { count, seed, onDrawing }: { count: number; seed: number; onDrawing?: () => void | Promise<void> },
): Promise<Validity> {
  const { maxWidth, maxHeight } = session.tokenizer.data;
  const styles = pictureStyles(session.tokenizer.data.styles);
  const rng = random(seed, 6);
  const skewed = (max: number) => 1 + Math.floor(rng.next() ** 2 * max);
  const validity: Validity = { drawings: count, violations: [] };
  for (let i = 0; i < count; i++) {
    const width = skewed(maxWidth), maxLines = skewed(maxHeight);
    const request: GenerateRequest = {
      prompt: words[rng.int(words.length)]!,
      style: styles[rng.int(styles.length)]!,
      width,
      maxLines,
      maxChars: rng.next() < 0.6 ? skewed((width + 1) * maxLines) : undefined,
      seed: rng.int(2 ** 31),
      temperature: [0, 0.5, 1, 2][rng.int(4)]!,
      topK: rng.next() < 0.8 ? 0 : 1 + rng.int(20),
      topP: rng.next() < 0.5 ? 1 : 0.5 + rng.next() / 2,
      bestOf: BEST_OF,
    };
    const reason = violation((await generate(session, request)).lines, request);
    if (reason !== undefined) validity.violations.push({ request, reason });
    await onDrawing?.();
  }
  return validity;
}

/** Throws a UserError that tells the first violation, if there is one. */
export function requireValid({ drawings, violations }: Validity): void {
  const [first] = violations;
  if (first === undefined) return;
  const { prompt, ...flags } = first.request;
  const command = Object.entries(flags).filter(([, value]) => value !== undefined)
    .map(([name, value]) => `--${name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)} ${value}`);
  throw new UserError(
    "model",
    `${violations.length} of ${drawings} drawings break their limits; ` +
      `the first, ${JSON.stringify(prompt)} ${command.join(" ")}, has ${first.reason}`,
  );
}

/** Which limit a drawing breaks, in words; undefined for none. */
export function violation(
  lines: readonly string[],
  { width, maxLines, maxChars = Infinity }: Pick<GenerateRequest, "width" | "maxLines" | "maxChars">,
): string | undefined {
  const widest = Math.max(0, ...lines.map((line) => line.length));
  const characters = lines.join("\n").length;
  if (widest > width) return `${widest} columns where ${width} are allowed`;
  if (lines.length > maxLines) return `${lines.length} lines where ${maxLines} are allowed`;
  if (characters > maxChars) return `${characters} characters where ${maxChars} are allowed`;
  const foreign = /[^ -~]/.exec(lines.join(""));
  return foreign ? `the character ${JSON.stringify(foreign[0])}, which is not printable ASCII` : undefined;
}
