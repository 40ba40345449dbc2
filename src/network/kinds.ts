/** The kinds of networks by name, as plain data, which drawing loads: weights and steps are in architectures.ts. */
import type { NetworkKind } from "./kind.ts";
import { mixtureKind } from "./mixture/kind.ts";
import { recurrentKind } from "./recurrent/kind.ts";
import { selectiveKind } from "./selective/kind.ts";
import { transformerKind } from "./transformer/kind.ts";

const KINDS = {
  transformer: transformerKind,
  mixture: mixtureKind,
  gru: recurrentKind,
  selective: selectiveKind,
} as const satisfies Readonly<Record<string, NetworkKind>>;

export type ArchitectureName = keyof typeof KINDS;

/** Their names, for those who choose. */
// cast: Object.keys forgets what the names are
export const ARCHITECTURE_NAMES = Object.keys(KINDS) as [ArchitectureName, ...ArchitectureName[]];

/** What configs call them: models of drawings call their transformer by its first name. */
export const STORED_NAMES = [...ARCHITECTURE_NAMES, "grid-transformer"] as const;
export type StoredName = typeof STORED_NAMES[number];

/** The name of today. */
export const architectureName = (name: StoredName): ArchitectureName =>
  name === "grid-transformer" ? "transformer" : name;

/** The kind of a network. */
export const networkKind = (name: StoredName): NetworkKind => KINDS[architectureName(name)];
