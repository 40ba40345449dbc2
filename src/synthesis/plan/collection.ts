import { type Role, ROLES } from "../plan.ts";

/** Words by role. */
export type Words = Partial<Record<Role, string[]>>;

/** Words of a role at most. */
const MOST = 80;

/** Words by role in the order in which they were found, each once. */
export class Collection {
  readonly #words = new Map<Role, Set<string>>();

  add(role: Role, word: string): void {
    const list = this.#words.get(role);
    if (list === undefined) this.#words.set(role, new Set([word]));
    else if (list.size < MOST) list.add(word);
  }

  has(role: Role, word: string): boolean {
    return this.#words.get(role)?.has(word) ?? false;
  }

  size(role: Role): number {
    return this.#words.get(role)?.size ?? 0;
  }

  words(): Words {
    return Object.fromEntries(ROLES.flatMap((role) => {
      const words = this.#words.get(role);
      return words === undefined ? [] : [[role, [...words]]];
    }));
  }
}
