import assert from "node:assert/strict";
import { normalise } from "../../../src/data/found/normalise.ts";
import { bannerCandidates, type BannerOptions, renderBanner } from "../../../src/data/sources/figlet.ts";

const candidates = (words: string[], options: Partial<BannerOptions> = {}) =>
  bannerCandidates(1, {
    ...{
      source: "figlet-words",
      words,
      fonts: ["Standard", "Mini", "Doom"],
      fontsPerWord: 2,
      anyFont: false,
    },
    ...options,
  });

const fontsOf = async (...asked: Parameters<typeof candidates>) =>
  (await candidates(...asked)).map(({ drawing }) => drawing.kind === "banner" ? drawing.font : undefined);

Deno.test("bannerCandidates() sets each word in so many fonts, the same for the same seed", async () => {
  const banners = await candidates(["dog", "cat"]);
  assert.deepEqual(banners.map(({ label, style }) => [label, style]), [
    ...[["dog", "banner"], ["dog", "banner"], ["cat", "banner"], ["cat", "banner"]],
  ]);
  assert.equal(new Set(banners.map(({ sourceId }) => sourceId)).size, 4);
  assert.deepEqual(await candidates(["dog", "cat"]), banners);
  for (const { drawing } of banners) {
    assert.ok(drawing.kind === "banner" && normalise(await renderBanner(drawing.text, drawing.font)));
  }
});

Deno.test("bannerCandidates() names the letter that a font lacks", async () => {
  await assert.rejects(
    candidates(["cat", "日本"]),
    /UserError: "日本" cannot be written: the font .+ has no letter "日" \(U\+65E5\)$/,
  );
  // Doom has no letters beyond ASCII but the German ones; Cybermedium leaves digits blank.
  await assert.rejects(
    candidates(["café"], { fonts: ["Doom"] }),
    /the font Doom has no letter "é" \(U\+00E9\)/,
  );
  await assert.rejects(
    candidates(["a1"], { fonts: ["Cybermedium"] }),
    /the font Cybermedium has no letter "1"/,
  );
});

Deno.test("bannerCandidates() passes over fonts without a letter where any font will do", async () => {
  const any = { anyFont: true, fonts: ["Doom", "Cybermedium", "Standard"], fontsPerWord: 3 };
  assert.deepEqual(await fontsOf(["café1"], any), ["Standard"]);
  assert.equal((await fontsOf(["cafe"], any)).length, 3);
  await assert.rejects(
    candidates(["日本"], any),
    /"日本" cannot be written: no font has all its letters; .*"日"/,
  );
});
