/** Ways to spoil a file, by a seeded source of random numbers. */
import type { Random } from "../../src/base/random.ts";

/** Clears the screen, names the window, turns colours and the direction of writing. */
export const HOSTILE = "\x1b[2J\x1b]0;owned\x07\x9b31m\x7f\u202e\n\r\t\0";

/** Values that a parser may not expect, each in the place of any other. */
const VALUES: readonly unknown[] = [
  ...[null, true, false, 0, -1, 1, 0.5, -0, 1e308, 2 ** 31, 2 ** 32 + 1, 2 ** 53],
  ...["", " ", "a", HOSTILE, "\ud800", "猫", "__proto__", "../../etc/passwd", "x".repeat(100_000)],
  ...[[], {}, [[]], [null], { "": 1 }, { __proto__: null, constructor: 1 }],
];

export const pick = <T>(rng: Random, values: readonly T[]): T => values[rng.int(values.length)]!;

/** Bytes that are cut, flipped, doubled, moved, or have others among them; `strength` changes at most. */
export function mutateBytes(rng: Random, bytes: Uint8Array, strength = 8): Uint8Array<ArrayBuffer> {
  let result = [...bytes];
  for (let left = 1 + rng.int(strength); left > 0; left--) {
    const at = rng.int(result.length || 1);
    const length = 1 + rng.int(Math.min(64, result.length || 1));
    const changes: (() => void)[] = [
      () => result[at] = (result[at] ?? 0) ^ (1 << rng.int(8)),
      () => result[at] = pick(rng, [0, 1, 0x0a, 0x1b, 0x7f, 0x80, 0xff]),
      () => result = result.slice(0, at),
      () => result.splice(at, length),
      () => result.splice(at, 0, ...result.slice(at, at + length)),
      () => result.splice(at, 0, ...Array.from({ length }, () => rng.int(256))),
      () => result.splice(at, 4, ...pick(rng, [[255, 255, 255, 255], [127, 255, 255, 255], [0, 0, 0, 0]])),
    ];
    pick(rng, changes)();
  }
  return Uint8Array.from(result);
}

/** An object or an array, by its keys. */
type Slots = Record<string, unknown>;

function isSlots(value: unknown): value is Slots {
  return typeof value === "object" && value !== null && !ArrayBuffer.isView(value);
}

/** JSON with one part replaced, left out or added. */
export function mutateJson(rng: Random, value: unknown): unknown {
  const copy: unknown = structuredClone(value);
  const places: { slots: Slots; key: string }[] = [];
  const visit = (slots: unknown) => {
    if (!isSlots(slots)) return;
    for (const [key, part] of Object.entries(slots).slice(0, 200)) {
      places.push({ slots, key });
      visit(part);
    }
  };
  visit(copy);
  if (places.length === 0 || rng.int(20) === 0) return pick(rng, VALUES);
  const { slots, key } = pick(rng, places);
  const part = slots[key];
  const changes: (() => void)[] = [
    () => slots[key] = pick(rng, VALUES),
    () => delete slots[key],
    () => slots[pick(rng, [HOSTILE, "__proto__", "extra"])] = part,
    () => slots[key] = typeof part === "number" ? part + pick(rng, [-1, 1, 0.5, 1e9]) : [part],
    () => slots[key] = typeof part === "string" ? `${part}${HOSTILE}` : { [HOSTILE]: part },
  ];
  pick(rng, changes)();
  return copy;
}

/** A text of so many levels of brackets. */
export function deepJson(levels: number): string {
  return `${'{"a":['.repeat(levels)}${"]}".repeat(levels)}`;
}
