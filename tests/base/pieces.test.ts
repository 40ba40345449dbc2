import assert from "node:assert/strict";
import { piecesOf } from "../../src/base/pieces.ts";

const pause = () => new Promise((resolve) => setTimeout(resolve, 1));

Deno.test("piecesOf() yields all pieces in order, and returns the result", async () => {
  const pieces = piecesOf<number, string>(async (push) => {
    push(1);
    push(2);
    await pause();
    push(3);
    return "whole";
  });
  const seen: number[] = [];
  let next = await pieces.next();
  for (; !next.done; next = await pieces.next()) seen.push(next.value);
  assert.deepEqual([seen, next.value], [[1, 2, 3], "whole"]);
});

Deno.test("piecesOf() aborts the work where nobody goes on, and waits for it", async () => {
  let ended = false;
  const pieces = piecesOf<number, void>(async (push, signal) => {
    for (let i = 0; !signal.aborted; i++) {
      push(i);
      await pause();
    }
    await pause();
    ended = true;
  });
  for await (const piece of pieces) if (piece === 3) break;
  assert.ok(ended);
});

Deno.test("piecesOf() throws what the work throws, behind the pieces that came before", async () => {
  const seen: number[] = [];
  const failing = async () => {
    for await (
      const piece of piecesOf<number, void>(async (push) => {
        push(1);
        await pause();
        throw new Error("broken");
      })
    ) seen.push(piece);
  };
  await assert.rejects(failing, /broken/);
  assert.deepEqual(seen, [1]);
});
