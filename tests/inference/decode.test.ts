import assert from "node:assert/strict";
import fc from "fast-check";
import { decode, type DecodeRow } from "../../src/inference/decode.ts";
import { forward } from "../../src/inference/forward.ts";
import type { Session } from "../../src/inference/session.ts";
import { textState } from "../../src/tasks/text/state.ts";
import { ALL, partByPart, sessionOf, tiny, tokensOf, VOCABULARY } from "../network/tiny.ts";

const WINDOW = 12;

const likeliest = (logits: Float32Array): number => logits.indexOf(Math.max(...logits));

/** What a text says after each token of `tokens[from…]`, each time read as a whole; where places end, from where it began again. */
async function plainly(session: Session, tokens: readonly number[], from: number, learned: boolean) {
  const results: Float32Array[] = [];
  let begin = 0;
  for (let end = from; end <= tokens.length; end++) {
    if (learned && end - begin > WINDOW) begin = end - WINDOW / 2;
    const read = tokens.slice(begin, end);
    const [logits] = await forward(
      session,
      [{ tokens: read, state: textState(session.ports, begin, tokens[begin - 1] ?? 0) }],
      false,
    );
    results.push(logits!.slice(-VOCABULARY));
  }
  return results;
}

for (const [name, form] of Object.entries(ALL)) {
  const learned = form?.positions === "learned";
  Deno.test(`decode() goes on from texts of any length, and to any length, by a network of the form ${name}`, async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 1, max: 1000 }),
        fc.array(fc.integer({ min: 1, max: 50 }), { minLength: 1, maxLength: 11 }),
        async (seed, lengths) => {
          const session = await sessionOf(tiny(form, seed, { window: WINDOW }));
          const texts = lengths.map((length, i) => tokensOf(length, seed + i));
          const said: Float32Array[][] = texts.map(() => []);
          const rows = texts.map((prefix, i): DecodeRow => {
            const text = texts[i] = [...prefix];
            return {
              sequences: [{ prefix, state: textState(session.ports, 0, 0) }],
              next([logits]) {
                said[i]!.push(logits!.slice());
                if (said[i]!.length > 20) return undefined;
                const token = likeliest(logits!);
                text.push(token);
                return token;
              },
            };
          });
          await decode(session, rows);
          for (const [i, text] of texts.entries()) {
            const expected = await plainly(session, text, lengths[i]!, learned);
            assert.equal(said[i]!.length, expected.length);
            expected.forEach((logits, at) => {
              const worst = Math.max(...logits.map((value, j) => Math.abs(value - said[i]![at]![j]!)));
              assert.ok(worst < 1e-4, `text ${i} of ${lengths}, token ${at}: ${worst}`);
            });
          }
          await session.close();
        },
      ),
      { numRuns: 4 },
    );
  });
}

Deno.test("decode() keeps the sequences of a row together where one begins again before the other", async () => {
  const session = await sessionOf(tiny(ALL["gpt2"], 5, { window: WINDOW }));
  const texts = [tokensOf(11, 1), tokensOf(3, 2)];
  const alone: Float32Array[][] = [];
  const long = texts.map((text) => [...text, ...tokensOf(25, 3)]);
  for (const [i, text] of long.entries()) alone.push(await plainly(session, text, texts[i]!.length, true));
  const said: Float32Array[][] = [];
  let step = 0;
  await decode(session, [{
    sequences: texts.map((prefix) => ({ prefix, state: textState(session.ports, 0, 0) })),
    next(logits) {
      said.push(logits.map((each) => each.slice()));
      return long[0]![texts[0]!.length + step++];
    },
  }]);
  assert.equal(said.length, 26);
  said.forEach((both, at) =>
    both.forEach((logits, i) =>
      logits.forEach((value, j) => assert.ok(Math.abs(value - alone[i]![at]![j]!) < 1e-4, `${at} ${i}`))
    )
  );
  await session.close();
});

Deno.test("openReader() goes on with a conversation in parts as with the whole text, where places end too", async () => {
  for (const form of [undefined, ALL["llama"], ALL["gpt2"]]) {
    const session = await sessionOf(tiny(form, 9, { window: WINDOW, layers: 1 }));
    const tokens = tokensOf(70, 4);
    // One token at a time, whole turns, and more than the window at once.
    const parts = [5, 1, 1, 1, 20, 1, 1, 3, 30, 7].map((length, i, all) => {
      const from = all.slice(0, i).reduce((a, b) => a + b, 0);
      return tokens.slice(from, from + length);
    });
    const said = await partByPart(session, parts);
    let end = 0, begin = 0;
    for (const [i, part] of parts.entries()) {
      end += part.length;
      if (form === ALL["gpt2"] && end - begin > WINDOW) begin = end - WINDOW / 2;
      const read = { tokens: tokens.slice(begin, end), state: textState(session.ports, 0, 0) };
      const [logits] = await forward(session, [read], false);
      logits!.slice(-VOCABULARY).forEach((value, j) =>
        assert.ok(Math.abs(value - said[i]![j]!) < 1e-4, `part ${i}`)
      );
    }
    await session.close();
  }
});

Deno.test("a text of several chunks is read as it is as a whole, by windows of any length", async () => {
  for (const form of [undefined, ALL["llama"]]) {
    for (const window of [12, 150, 500]) {
      const session = await sessionOf(tiny(form, 9, { window }));
      const tokens = tokensOf(400, 4);
      const state = () => textState(session.ports, 0, 0);
      const [whole] = await forward(session, [{ tokens, state: state() }], false);
      const expected = whole!.slice(-VOCABULARY);
      const [said] = await partByPart(session, [tokens]);
      let decoded: Float32Array | undefined;
      const next = ([logits]: readonly Float32Array[]) => void (decoded = logits!.slice());
      await decode(session, [{ sequences: [{ prefix: tokens, state: state() }], next }]);
      expected.forEach((value, j) => {
        for (const actual of [said![j]!, decoded![j]!]) assert.ok(Math.abs(value - actual) < 1e-4);
      });
      await session.close();
    }
  }
});
