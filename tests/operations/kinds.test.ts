import { artAllTheWay, textAllTheWay } from "./whole_way.ts";
import type { TrainInput } from "../../src/operations/train.ts";

/** What a transformer may be besides its forms, and other kinds of networks. */
const KINDS: Readonly<Record<string, TrainInput>> = {
  "transformer with shared keys": { architecture: "transformer", heads: 4, kvHeads: 2 },
  "transformer with ALiBi": { positions: "alibi", heads: 3, dim: 48 },
  "llama with shared keys": { form: "llama", heads: 4, kvHeads: 1 },
  "selective state space": { architecture: "selective", heads: 2, state: 8 },
  "recurrent network": { architecture: "gru" },
};

for (const [name, input] of Object.entries(KINDS)) {
  Deno.test(`a ${name} goes all the way as a language model`, () => textAllTheWay(input));
}

Deno.test("a transformer with ALiBi and shared keys goes all the way as a model of drawings", () =>
  artAllTheWay({ positions: "alibi", heads: 4, kvHeads: 2 }));

Deno.test("a selective state space goes all the way as a model of drawings", () =>
  artAllTheWay({ architecture: "selective", heads: 2, state: 8 }));

Deno.test("a recurrent network goes all the way as a model of drawings", () =>
  artAllTheWay({ architecture: "gru" }));
