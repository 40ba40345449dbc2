/** What the network is told at each position of a text, in training and in decoding alike. */
import type { NetworkConfig } from "../../network/config.ts";
import type { Ports, SequenceState } from "../../network/ports.ts";
import type { Tokenizer } from "../../tokenizer/tokenizer.ts";

/**
 * Rows that are added up: the token, the one before it, and the place, counted round and round as far as attention looks
 * back: so each distance within the window is told, no text is too long, and the order of a cache's slots stays free.
 */
const FEATURES = 3;

/** What a network of texts is connected to. */
export const textPorts = (
  { size }: Pick<Tokenizer, "size">,
  { window }: Pick<NetworkConfig, "window">,
): Ports => ({ rows: 2 * size + window, features: FEATURES, field: 0, vocabulary: size });

/** State of a text that is at `place` with its first token, behind `before`. */
export function textState(ports: Ports, place: number, before: number): SequenceState {
  const { vocabulary } = ports;
  const window = ports.rows - 2 * vocabulary;
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
