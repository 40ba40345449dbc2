import assert from "node:assert/strict";
import fc from "fast-check";
import { random } from "../../src/base/random.ts";
import { decode, type DecodeRow } from "../../src/inference/decode.ts";
import { forward } from "../../src/inference/forward.ts";
import type { Session } from "../../src/inference/session.ts";
import { textState } from "../../src/tasks/text/state.ts";
import { ALL, sessionOf, tiny, tokensOf, VOCABULARY } from "../network/tiny.ts";

const WINDOW = 12;

const likeliest = (logits: Float32Array): number => logits.indexOf(Math.max(...logits));
const apart = (one: Float32Array, other: Float32Array): number =>
  Math.max(...one.map((value, i) => Math.abs(value - other[i]!)));

/** A row that says the likeliest, and all logits that it was given. */
function talker(session: Session, prefix: readonly number[], length: number) {
  const text = [...prefix], said: Float32Array[] = [];
  const row: DecodeRow = {
    sequences: [{ prefix, state: textState(session.ports, 0, 0) }],
    next([logits]) {
      said.push(logits!.slice());
      if (said.length >= length) return undefined;
      const token = likeliest(logits!);
      text.push(token);
      return token;
    },
  };
  return { row, text, said };
}

interface Learned {
  text: readonly number[];
  logits: Float32Array;
}

/** The same row, guessing: what `answer` says, each guess right as often as `luck`; what it learns is kept. */
function guesser(session: Session, answer: readonly number[], from: number, length: number, luck: number) {
  const { row, text, said } = talker(session, answer.slice(0, from), length);
  const { next, int } = random(1), learned: Learned[] = [];
  row.guess = () => {
    const guessed: number[] = [], begun = text.length;
    return {
      state: textState(session.ports, begun, text.at(-1)!),
      next() {
        if (int(12) === 0) return undefined;
        const token = next() < luck ? answer[begun + guessed.length] ?? 0 : int(VOCABULARY);
        guessed.push(token);
        return token;
      },
      learn(index, logits) {
        learned.push({
          text: [...answer.slice(0, begun), ...guessed.slice(0, index)],
          logits: logits.slice(),
        });
      },
    };
  };
  return { row, text, said, learned };
}

for (const [name, form] of Object.entries(ALL)) {
  Deno.test(`decode() says what it says without guesses, however good they are, by a network of the form ${name}`, async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 1, max: 1000 }),
        fc.integer({ min: 1, max: 40 }),
        fc.constantFrom(0, 0.5, 0.9, 1),
        async (seed, from, luck) => {
          const session = await sessionOf(tiny(form, seed, { window: WINDOW }));
          const plain = talker(session, tokensOf(from, seed), 60);
          await decode(session, [plain.row]);
          const guessing = guesser(session, plain.text, from, 60, luck);
          await decode(session, [guessing.row]);
          assert.deepEqual(guessing.text, plain.text);
          plain.said.forEach((logits, at) => {
            const worst = apart(logits, guessing.said[at]!);
            assert.ok(worst < 1e-4, `token ${at}: ${worst}`);
          });
          for (const { text, logits } of guessing.learned.slice(0, 20)) {
            const sequence = { tokens: text, state: textState(session.ports, 0, 0) };
            const [whole] = await forward(session, [sequence], false);
            assert.ok(apart(whole!.slice(-VOCABULARY), logits) < 1e-4, `learned behind ${text}`);
          }
          await session.close();
        },
      ),
      { numRuns: 4 },
    );
  });
}

Deno.test("decode() needs a twelfth of the runs where all guesses are right, and one a token where none is", async () => {
  const session = await sessionOf(tiny(undefined, 1, { window: WINDOW }));
  let runs = 0;
  const counting: Session = {
    ...session,
    lookahead() {
      const ahead = session.lookahead!();
      return { ...ahead, run: () => (runs++, ahead.run()) };
    },
  };
  const plain = talker(session, [1], 122);
  await decode(session, [plain.row]);
  const counted = async (right: boolean) => {
    const { row } = talker(session, [1], 122);
    let said = 1;
    const { next } = row;
    const guessing: DecodeRow = {
      ...row,
      next: (logits) => (said++, next(logits)),
      guess() {
        let at = said;
        const { ports } = session;
        return {
          state: textState(ports, at, plain.text[at - 1]!),
          next: () => right ? plain.text[at++] ?? 0 : (plain.text[at++] ?? 0) ^ 1,
          learn() {},
        };
      },
    };
    runs = 0;
    await decode(counting, [guessing]);
    return runs;
  };
  assert.equal(await counted(true), Math.ceil(122 / 12));
  assert.equal(await counted(false), 122);
  await session.close();
});

Deno.test("decode() does without guesses where what is kept cannot be taken back", async () => {
  const session = await sessionOf(tiny(undefined, 3, { architecture: "gru", heads: 1, window: WINDOW }));
  assert.equal(session.lookahead, undefined);
  const plain = talker(session, [1, 2, 3], 20);
  await decode(session, [plain.row]);
  const guessing = guesser(session, plain.text, 3, 20, 1);
  await decode(session, [guessing.row]);
  assert.deepEqual(guessing.text, plain.text);
  await session.close();
});
