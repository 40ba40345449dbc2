/** What the network is told at each position of a text, in training and in decoding alike. */
import type { NetworkConfig } from "../../network/config.ts";
import { networkKind } from "../../network/kinds.ts";
import { formOf, type NetworkForm } from "../../network/form.ts";
import type { Ports, SequenceState } from "../../network/ports.ts";
import type { Tokenizer } from "../../tokenizer/tokenizer.ts";

/**
 * Rows of the table by how places are told, and how many of them are added up.
 * - round: the token, the one before it, and the place, counted round and round as far as attention looks back: so each distance
 *   within the window is told, no text is too long, and the order of a cache's slots stays free;
 * - learned: the token, and the place, which ends with the window;
 * - rotary: the token; attention turns queries and keys by their places itself;
 * - alibi: the token; attention lowers scores by distance;
 * - none: the token, for networks that read a text in order.
 */
const CONNECTIONS: Readonly<
  Record<
    NetworkForm["positions"] | "none",
    (size: number, window: number) => Pick<Ports, "rows" | "features">
  >
> = {
  round: (size, window) => ({ rows: 2 * size + window, features: 3 }),
  learned: (size, window) => ({ rows: size + window, features: 2 }),
  rotary: (size) => ({ rows: size, features: 1 }),
  alibi: (size) => ({ rows: size, features: 1 }),
  none: (size) => ({ rows: size, features: 1 }),
};

/** What a network of texts is connected to. */
export const textPorts = (
  { size }: Pick<Tokenizer, "size">,
  { architecture, window, form }: Pick<NetworkConfig, "architecture" | "window" | "form">,
): Ports => {
  const positions = networkKind(architecture).formed ? formOf({ form }).positions : "none";
  return { ...CONNECTIONS[positions](size, window), field: 0, vocabulary: size };
};

/**
 * State of a text that is at `place` with its first token, behind `before`; both count only where places are told round and
 * round. Elsewhere a text begins at its first place.
 */
export function textState(ports: Ports, place: number, before: number): SequenceState {
  const { vocabulary, rows } = ports;
  switch (ports.features) {
    case 1:
      return { advance: (token, indices, offset) => void (indices[offset] = token) };
    case 2:
      return learnedPlaces(vocabulary, rows - vocabulary);
    default:
      return roundPlaces(vocabulary, rows - 2 * vocabulary, place, before);
  }
}

function learnedPlaces(vocabulary: number, window: number): SequenceState {
  let at = 0;
  return {
    advance(token, indices, offset) {
      if (at >= window) throw new RangeError(`a text of more than ${window} tokens has no further places`);
      indices[offset] = token;
      indices[offset + 1] = vocabulary + at++;
    },
    restart: () => void (at = 0),
  };
}

function roundPlaces(vocabulary: number, window: number, place: number, before: number): SequenceState {
  let [at, last] = [place % window, before];
  return {
    advance(token, indices, offset) {
      indices[offset] = token;
      indices[offset + 1] = vocabulary + last;
      indices[offset + 2] = 2 * vocabulary + at;
      last = token;
      at = (at + 1) % window;
    },
  };
}
