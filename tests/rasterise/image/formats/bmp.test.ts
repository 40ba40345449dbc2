import assert from "node:assert/strict";
import { bmp } from "../../../../scripts/fuzz/samples.ts";
import { decodeBmp } from "../../../../src/rasterise/image/formats/bmp.ts";

const LIMITS = { maxPixels: 1 << 20, enough: Infinity };
/** Black, red, green, white. */
const PALETTE = [0, 0, 0, 0, 0, 0, 255, 0, 0, 255, 0, 0, 255, 255, 255, 0];
const LETTERS: Readonly<Record<string, string>> = {
  "0,0,0,255": "K",
  "255,0,0,255": "R",
  "0,255,0,255": "G",
  "255,255,255,255": "W",
  "0,0,0,0": ".",
};

/** Rows of a decoded BMP by the letters of its colours, and what is wrong with it. */
function rows(bytes: Uint8Array): string {
  const { width, height, rgba, fault } = decodeBmp(bytes, LIMITS);
  const letters = Array.from({ length: width * height }, (_, i) => {
    const colour = rgba.subarray(i * 4, i * 4 + 4).join();
    return LETTERS[colour] ?? `(${colour})`;
  });
  const lines = Array.from({ length: height }, (_, y) => letters.slice(y * width, (y + 1) * width).join(""));
  return lines.join(" ") + (fault === undefined ? "" : ` ${fault}`);
}

Deno.test("decodeBmp() reads pixels of 1 to 32 bits, from below and from above", () => {
  const size = { width: 3, height: 2 };
  const palette = PALETTE;
  assert.equal(
    rows(bmp({ ...size, bits: 1, palette: PALETTE.slice(0, 8) }, [0x40, 0, 0, 0, 0xa0, 0, 0, 0])),
    "RKR KRK",
  );
  assert.equal(
    rows(bmp({ ...size, bits: 2, palette }, [0b00011011, 0, 0, 0, 0b11100100, 0, 0, 0])),
    "WGR KRG",
  );
  assert.equal(rows(bmp({ ...size, bits: 4, palette }, [0x01, 0x20, 0, 0, 0x32, 0x10, 0, 0])), "WGR KRG");
  assert.equal(rows(bmp({ ...size, height: -2, bits: 8, palette }, [0, 1, 2, 0, 3, 2, 1, 0])), "KRG WGR");
  const row24 = [0, 0, 255, 0, 255, 0, 255, 255, 255, 0, 0, 0];
  assert.equal(rows(bmp({ ...size, height: 1, bits: 24 }, row24)), "RGW");
  assert.equal(rows(bmp({ ...size, height: 1, bits: 16 }, [0, 0x7c, 0xe0, 0x03, 0xff, 0x7f, 0, 0])), "RGW");
  const masks = [0xf800, 0x7e0, 0x1f];
  assert.equal(
    rows(
      bmp({ ...size, height: 1, bits: 16, compression: 3, masks }, [0, 0xf8, 0xe0, 0x07, 0xff, 0xff, 0, 0]),
    ),
    "RGW",
  );
  const row32 = [0, 0, 255, 9, 0, 255, 0, 9, 255, 255, 255, 9];
  assert.equal(rows(bmp({ ...size, height: 1, bits: 32 }, row32)), "RGW");
  const opacity = [0xff0000, 0xff00, 0xff, 0xff000000];
  assert.equal(
    rows(
      bmp({ width: 2, height: 1, bits: 32, compression: 6, masks: opacity }, [0, 0, 255, 255, 0, 0, 0, 0]),
    ),
    "R.",
  );
});

Deno.test("decodeBmp() reads run-length encoded pixels; what is skipped is transparent", () => {
  const size = { width: 4, height: 3, palette: PALETTE };
  // Three times red, end of line; two as they are, then one right and one up; green to the end.
  const runs = [3, 1, 0, 0, 0, 3, 0, 3, 1, 0, 0, 2, 0, 1, 1, 2, 0, 1];
  assert.equal(rows(bmp({ ...size, bits: 8, compression: 1 }, runs)), "...G KWR. RRR.");
  const nibbles = [3, 0x12, 0, 0, 0, 3, 0x03, 0x10, 0, 1];
  assert.equal(rows(bmp({ ...size, bits: 4, compression: 2 }, nibbles)), ".... KWR. RGR.");
  assert.equal(
    rows(bmp({ ...size, bits: 8, compression: 1 }, runs.slice(0, 4))),
    ".... .... RRR. is cut short",
  );
});

Deno.test("decodeBmp() draws the rows that are there, and refuses what is none", () => {
  assert.equal(
    rows(bmp({ width: 2, height: 2, bits: 24 }, [0, 0, 255, 0, 255, 0, 0, 0])),
    ".. RG is cut short",
  );
  const refused = [
    [bmp({ width: 0, height: 2, bits: 24 }, []), /it has no pixels/],
    [bmp({ width: -5, height: 2, bits: 24 }, []), /it has no pixels/],
    [bmp({ width: 2, height: 2, bits: 5 }, []), /5 bits a pixel/],
    [bmp({ width: 2, height: 2, bits: 24, compression: 1 }, []), /24 bits a pixel with the compression 1/],
    [bmp({ width: 1 << 15, height: 1 << 15, bits: 1 }, []), /at most 1048576 are read/],
  ] as const;
  for (const [bytes, reason] of refused) assert.throws(() => decodeBmp(bytes, LIMITS), reason);
});
