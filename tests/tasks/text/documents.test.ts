import assert from "node:assert/strict";
import { random } from "../../../src/base/random.ts";
import { separatorPlaces } from "../../../src/data/text/bounds.ts";
import { lengthOf, openTokens, sharedIds } from "../../../src/data/text/tokens.ts";
import { preparedTexts } from "../../../src/tasks/text/task.ts";
import { charOf } from "../../../src/tokenizer/char/char.ts";
import { encodeCorpus } from "../../data/text/encoded.ts";

/** Documents of very different lengths, each of one letter. */
const LENGTHS = [1, 2, 5, 39, 40, 41, 100, 120];
const texts = LENGTHS.map((length, i) => ({
  name: `${i}`,
  text: String.fromCharCode(97 + i).repeat(length),
}));
const tokenizer = charOf(texts.map(({ text }) => text));
const CONTEXT = 40;

function prepared(weigh?: string, stretches?: string) {
  const { ids, ...corpus } = encodeCorpus(texts, tokenizer);
  const network = {
    architecture: "transformer" as const,
    dim: 16,
    layers: 1,
    heads: 2,
    hidden: 32,
    window: 16,
  };
  const settings = {
    tokenizer: "char",
    context: CONTEXT,
    ...weigh !== undefined && { weigh },
    ...stretches !== undefined && { stretches },
  };
  return preparedTexts({ tokens: sharedIds(ids, tokenizer.size), ...corpus }, tokenizer, network, settings);
}

Deno.test("separatorPlaces() finds the separators before an end, over parts of any size", () => {
  const rng = random(1);
  const ids = Array.from({ length: 200_000 }, () => rng.int(5));
  const places = separatorPlaces(sharedIds(ids, 5), 3, 150_000);
  assert.deepEqual([...places], ids.flatMap((id, i) => id === 3 && i < 150_000 ? [i] : []));
});

Deno.test("texts weighed by documents are stretches of one document each, as likely as any other, that count the same", () => {
  const { task, plan } = prepared("documents");
  using source = task.open(plan, "train");
  const rng = random(2), rounds = 8000;
  const count = new Map<string, number>(), seen = new Set<boolean>();
  for (let i = 0; i < rounds; i++) {
    const { tokens, targets, weight } = source.read(source.sample(rng));
    const letters = new Set([...tokens, ...targets].filter((id) => id !== tokenizer.separator));
    assert.equal(letters.size, 1, "a stretch has one document's letter");
    const letter = tokenizer.decode([...letters]);
    count.set(letter, (count.get(letter) ?? 0) + 1);
    assert.ok(tokens.length <= CONTEXT && Math.abs(weight! * targets.length - 1) < 1e-12);
    // The whole of a short one: it begins with the separator and ends by predicting one.
    if (tokens.length < CONTEXT) {
      assert.equal(tokens[0], tokenizer.separator);
    }
    if (letter === "h") seen.add(tokens[0] === tokenizer.separator);
  }
  // Each document's learned part has something in it but the shortest, whose only letter is kept for validation.
  for (const [letter, times] of count) {
    assert.ok(Math.abs(times / rounds * count.size - 1) < 0.15, `${letter}: ${times}`);
  }
  assert.ok(count.size >= LENGTHS.length - 1);
  assert.equal(seen.size, 2, "a long document is seen from its beginning and from within");
});

Deno.test("stretches of one document each, by tokens: whole where short, and each token counts the same", () => {
  const { task, plan } = prepared(undefined, "documents");
  using source = task.open(plan, "train");
  using reader = openTokens(plan.tokens);
  const bounds = separatorPlaces(plan.tokens, tokenizer.separator, plan.split);
  const learned = new Map(
    [...bounds.slice(1)].map((end, i) => [reader.read(bounds[i]! + 1, end)[0], end - bounds[i]!] as const)
      .filter(([letter]) => letter !== undefined),
  );
  const rng = random(5), taken = new Map<number | undefined, number>();
  for (let i = 0; i < 20_000; i++) {
    const { tokens, targets, weight } = source.read(source.sample(rng));
    assert.equal(weight, undefined);
    const letters = new Set([...tokens, ...targets].filter((id) => id !== tokenizer.separator));
    assert.equal(letters.size, 1, "a stretch has one document's letter");
    const [letter] = letters, length = learned.get(letter)!;
    assert.equal(tokens.length, Math.min(CONTEXT, length));
    if (length <= CONTEXT) assert.deepEqual([tokens[0], targets.at(-1)], Array(2).fill(tokenizer.separator));
    taken.set(letter, (taken.get(letter) ?? 0) + tokens.length);
  }
  assert.ok(learned.size >= LENGTHS.length - 1 && taken.size === learned.size);
  const all = taken.values().reduce((sum, count) => sum + count, 0);
  const total = learned.values().reduce((sum, length) => sum + length, 0);
  for (const [letter, length] of learned) {
    const share = taken.get(letter)! / all / (length / total);
    assert.ok(Math.abs(share - 1) < 0.15, `${letter}: ${share}`);
  }
});

Deno.test("where stretches are of documents, they are measured so: those that are kept, and those that are learned", () => {
  const { task, plan } = prepared("documents", "documents");
  for (
    const [part, begin, end] of [["unseen", plan.split, lengthOf(plan.tokens)], [
      "seen",
      0,
      plan.split,
    ]] as const
  ) {
    using source = task.open(plan, part);
    const bounds = separatorPlaces(plan.tokens, tokenizer.separator, end, begin);
    assert.ok(bounds.length > 2 && bounds[0] === begin);
    const wholes = new Set([...bounds.slice(1)].map((next, i) => next - bounds[i]!));
    const rng = random(7);
    for (let i = 0; i < 200; i++) {
      const { tokens, targets, weight } = source.read(source.sample(rng));
      const letters = new Set([...tokens, ...targets].filter((id) => id !== tokenizer.separator));
      assert.deepEqual([letters.size, weight], [1, undefined]);
      assert.ok(
        tokens.length === CONTEXT || (wholes.has(tokens.length) && tokens[0] === tokenizer.separator),
      );
    }
  }
});

Deno.test("texts are weighed by tokens unless told otherwise, and measured so in any case", () => {
  const usual = prepared();
  assert.ok(!("weigh" in usual.settings));
  assert.deepEqual(prepared("tokens").plan, usual.plan);
  for (const weighed of [usual, prepared("documents")]) {
    for (const part of ["unseen", "seen"] as const) {
      using source = weighed.task.open(weighed.plan, part);
      using plain = usual.task.open(usual.plan, part);
      const [a, b] = [random(3), random(3)];
      for (let i = 0; i < 20; i++) {
        const { tokens, weight } = source.read(source.sample(a));
        assert.deepEqual(tokens, plain.read(plain.sample(b)).tokens);
        assert.equal(weight, undefined);
      }
    }
  }
});
