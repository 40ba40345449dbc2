import assert from "node:assert/strict";
import fc from "fast-check";
import { type Decoding, openDecoding } from "../../src/inference/continuous.ts";
import type { DecodeRow } from "../../src/inference/decode.ts";
import type { Session } from "../../src/inference/session.ts";
import { textState } from "../../src/tasks/text/state.ts";
import { ALL, sessionOf, tiny, tokensOf } from "../network/tiny.ts";

const WINDOW = 12;
const likeliest = (logits: Float32Array): number => logits.indexOf(Math.max(...logits));

/** A row that says what the network says, bit by bit. */
function rowOf({ ports }: Session, prefix: readonly number[], length: number) {
  const said: Float32Array[] = [];
  const row: DecodeRow = {
    sequences: [{ prefix, state: textState(ports, 0, 0) }],
    next([logits]) {
      said.push(logits!.slice());
      return said.length < length ? likeliest(logits!) : undefined;
    },
  };
  return { row, said };
}

const pause = (milliseconds: number) => new Promise<void>((resolve) => setTimeout(resolve, milliseconds));

for (const [name, form] of Object.entries(ALL)) {
  Deno.test(`a row decoded beside others says what it says alone, to the bit, by a network of the form ${name}`, async () => {
    const session = await sessionOf(tiny(form, 7, { window: WINDOW }));
    const asked = fc.record({
      length: fc.integer({ min: 1, max: 60 }),
      seed: fc.nat(1000),
      tokens: fc.integer({ min: 1, max: 25 }),
      late: fc.integer({ min: 0, max: 3 }),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(asked, { minLength: 2, maxLength: 12 }), async (all) => {
        const alone: Float32Array[][] = [];
        for (const { length, seed, tokens } of all) {
          const { row, said } = rowOf(session, tokensOf(length, seed), tokens);
          await openDecoding(session, 2).run(row);
          alone.push(said);
        }
        const decoding = openDecoding(session, 7);
        const beside = await Promise.all(all.map(async ({ length, seed, tokens, late }) => {
          const { row, said } = rowOf(session, tokensOf(length, seed), tokens);
          await pause(late);
          await decoding.run(row);
          return said;
        }));
        assert.deepEqual(beside, alone);
        assert.deepEqual([decoding.active, decoding.waiting], [0, 0]);
      }),
      { numRuns: 12 },
    );
    await session.close();
  });
}

async function withDecoding(work: (session: Session, decoding: Decoding) => Promise<void>): Promise<void> {
  const session = await sessionOf(tiny(undefined, 7, { window: WINDOW }));
  try {
    await work(session, openDecoding(session, 2));
  } finally {
    await session.close();
  }
}

Deno.test("a row that is given up is free at once, and the others go on as if nothing had been", () =>
  withDecoding(async (session, decoding) => {
    const rows = [rowOf(session, tokensOf(5, 1), Infinity), rowOf(session, tokensOf(5, 2), Infinity)];
    const waiting = rowOf(session, tokensOf(70, 3), 30), gone = rowOf(session, tokensOf(5, 4), 30);
    const stops = [0, 1, 2].map(() => new AbortController());
    const works = [...rows, gone].map(({ row }, i) => decoding.run(row, stops[i]!.signal));
    const last = decoding.run(waiting.row);
    await pause(30);
    assert.deepEqual([decoding.active, decoding.waiting], [2, 2]);
    for (const i of [2, 1]) {
      stops[i]!.abort(new Error(`gone ${i}`));
      assert.deepEqual([decoding.active, decoding.waiting], [i, 1]);
      await assert.rejects(works[i]!, { message: `gone ${i}` });
    }
    await last;
    stops[0]!.abort();
    await assert.rejects(works[0]!, { name: "AbortError" });
    assert.equal(gone.said.length, 0);
    for (const [prefix, { said }] of [[tokensOf(5, 1), rows[0]!], [tokensOf(70, 3), waiting]] as const) {
      const alone = rowOf(session, prefix, said.length);
      await openDecoding(session, 2).run(alone.row);
      assert.deepEqual(said, alone.said);
    }
    await assert.rejects(decoding.run(gone.row, AbortSignal.abort(new Error("before"))), /before/);
  }));

Deno.test("a row that fails fails alone, and one of a network that fails fails with all", () =>
  withDecoding(async (session, decoding) => {
    const good = rowOf(session, tokensOf(5, 1), 20);
    const bad = rowOf(session, tokensOf(5, 2), 20);
    bad.row.next = () => {
      throw new Error("no such token");
    };
    const [first, second] = await Promise.allSettled([decoding.run(good.row), decoding.run(bad.row)]);
    assert.equal(first.status, "fulfilled");
    assert.equal(good.said.length, 20);
    assert.match(String(second.status === "rejected" && second.reason), /no such token/);
    await session.close();
    await assert.rejects(decoding.run(rowOf(session, [1], 3).row), /closed/);
    assert.deepEqual([decoding.active, decoding.waiting], [0, 0]);
  }));
