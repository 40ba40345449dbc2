import assert from "node:assert/strict";
import { accuracy, judgeReal, judgeWorks } from "../../../src/evaluation/judge/accuracy.ts";
import { rankOf, trainJury } from "../../../src/evaluation/judge/jury.ts";
import { random } from "../../../src/base/random.ts";
import { picture, shapePictures, SHAPES } from "../shapes.ts";

const LABELS = Object.keys(SHAPES);
const box = { width: 40, maxLines: 20 };
const training = { folds: 3, steps: 40, seed: 1, hidden: 32 };

Deno.test("trainJury() tells different shapes apart that it never saw, words too", async () => {
  const pictures = shapePictures(10);
  const jury = await trainJury(pictures, LABELS, training);
  const real = await judgeReal(jury, pictures, { style: "line", box, seed: 1 });
  assert.ok(real.all.top1.value > 0.85, `${real.all.top1.value}`);
  assert.ok(real.labels.top1.value > 0.85);
  assert.equal(real.heldOut!.judged, 8);
  assert.equal(real.labelsInStyle!.judged, 40);
  assert.ok(real.shuffled.top1.value < 0.5);
  assert.deepEqual(
    real.byLabel.map(({ label, pictures }) => [label, pictures]),
    LABELS.map((label) => [label, 10]),
  );

  const works = LABELS.map((word) => ({
    word,
    lines: SHAPES[word]!(9),
    sketch: new Uint8Array(0),
    cluster: 0,
  }));
  const verdicts = judgeWorks(jury, works, 1);
  assert.deepEqual(verdicts.map(({ seenAs }) => seenAs), LABELS);
  assert.ok(verdicts.every(({ rank, otherRank }) => rank === 1 && otherRank > 1));
});

Deno.test("trainJury() is at a loss when the labels say nothing about the pictures", async () => {
  const rng = random(5);
  const pictures = shapePictures(12).map((one) => ({ ...one, labels: [LABELS[rng.int(LABELS.length)]!] }));
  const jury = await trainJury(pictures, LABELS, training);
  const { all } = await judgeReal(jury, pictures, { style: "line", box, seed: 1 });
  assert.ok(all.top1.value < 0.5, `${all.top1.value}`);
});

Deno.test("trainJury() never judges by what was learned from the same cluster", async () => {
  // One cluster holds every slope: only a classifier that saw it could know what a slope is.
  const pictures = shapePictures(10).map((one) => one.labels[0] === "slope" ? { ...one, cluster: 999 } : one);
  const jury = await trainJury(pictures, LABELS, training);
  const slope = { lines: SHAPES["slope"]!(9), cluster: 999 };
  const elsewhere = pictures.find(({ cluster }) => jury.foldOf(cluster) !== jury.foldOf(999))!.cluster;
  const [blind, informed] = jury.judge([slope, { ...slope, cluster: elsewhere }]);
  const label = [LABELS.indexOf("slope")];
  assert.equal(rankOf(informed!, label), 1);
  assert.ok(rankOf(blind!, label) > 1);
});

Deno.test("trainJury() keeps clusters whole, fills folds evenly and is the same for the same seed", async () => {
  const pictures = shapePictures(9).map((one) => ({ ...one, cluster: Math.floor(one.id / 2) }));
  const options = { ...training, steps: 2 };
  const [jury, again] = [
    await trainJury(pictures, LABELS, options),
    await trainJury(pictures, LABELS, options),
  ];
  const sizes = [0, 0, 0];
  for (const { cluster } of pictures) sizes[jury.foldOf(cluster)]!++;
  assert.deepEqual(sizes, [12, 12, 12]);
  const exhibit = { lines: SHAPES["cross"]!(8), cluster: 3 };
  assert.deepEqual(jury.judge([exhibit]), again.judge([exhibit]));
});

Deno.test("rankOf() counts the labels with a higher score than the best right one", () => {
  const scores = Float32Array.of(0.1, 0.5, 0.3, 0.1);
  assert.equal(rankOf(scores, [1]), 1);
  assert.equal(rankOf(scores, [2]), 2);
  assert.equal(rankOf(scores, [0, 2]), 2);
  assert.equal(rankOf(scores, [3]), 3);
});

Deno.test("judgeReal() takes any label of a picture as right where it says so", async () => {
  const pictures = shapePictures(8).map((one) => ({ ...one, labels: [...one.labels, "thing"] }));
  const jury = await trainJury(pictures, [...LABELS, "thing"], training);
  const { all, labels } = await judgeReal(jury, pictures, { style: "line", box, seed: 1 });
  assert.equal(all.judged, 32);
  assert.equal(labels.judged, 64);
  assert.ok(all.top1.value > labels.top1.value);
});

Deno.test("accuracy() weighs groups alike, however many answers they have", () => {
  const right = { group: "a", rank: 1 }, wrong = { group: "b", rank: 9 };
  assert.equal(accuracy([right, right, right, wrong], 1)!.top1.value, 0.5);
  assert.equal(accuracy([right, { group: "b", rank: 4 }], 1)!.top5.value, 1);
  assert.equal(accuracy([], 1), null);
});

Deno.test("judgeReal() leaves out pictures without a label of the jury", async () => {
  const pictures = shapePictures(5);
  const jury = await trainJury(pictures, LABELS, { ...training, steps: 1 });
  const stranger = picture(900, "stranger", SHAPES["box"]!(7));
  assert.equal(
    (await judgeReal(jury, [...pictures, stranger], { style: "solid", box, seed: 1 })).all.judged,
    20,
  );
  assert.equal((await judgeReal(jury, pictures, { style: "solid", box, seed: 1 })).labelsInStyle, null);
});
