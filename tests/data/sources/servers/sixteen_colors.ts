import { zipSync } from "fflate";
import { cp437, withSauce } from "../../found/ansi/files.ts";
import { type LocalServer, serve } from "./server.ts";

const ESCAPE = "\x1b[";

/** Files of the packs, made for the tests. */
const SAILBOAT = withSauce(
  cp437(`${ESCAPE}2J${ESCAPE}3;1H${ESCAPE}1;34m▄▄▄▄${ESCAPE}1;2H${ESCAPE}0;47m ${ESCAPE}0m\r\n ▓▒`),
  { title: "Sailboat", author: "deckhand", group: "harbour", width: 20 },
);
const PLAIN = cp437("  .--.\r\n /    \\\r\n|  ██  |\r\n \\____/\r\n");
const LOOSE = cp437(" o\r\n/|\\\r\n/ \\\r\n");

const listing = (results: unknown[], page = { page: 1, pages: 1 }) =>
  JSON.stringify({
    page: { total: results.length, sort: "pack", order: "asc", pagesize: 500, offset: 0, ...page },
    results,
  });

const file = (name: string, artists: string[] = [], content: string[] = []) => ({
  file: { raw: name, size: 100, x1: { uri: `/pack/p/x1/${name}.png` } },
  artists,
  content,
});

/** An archive and an API built like those of 16colo.rs. */
export function sixteenColorsSite(): LocalServer {
  const pack = (name: string, download: string | undefined, files: unknown) =>
    JSON.stringify({ page: {}, results: [{ name, year: 1996, month: 1, download, files }] });
  return serve({
    "/v1/year/": listing([{ year: 1997, packs: 2, mags: 0 }, { year: 1996, packs: 4, mags: 1 }, {
      year: 1993,
      packs: 9,
    }]),
    "/v1/year/1996?pagesize=500&page=1": listing([{ name: "tide-01", year: 1996 }, {
      name: 1996,
      year: 1996,
    }], { page: 1, pages: 2 }),
    "/v1/year/1996?pagesize=500&page=2": listing([{ name: "bomb", year: 1996 }, {
      name: "empty",
      year: 1996,
    }], { page: 2, pages: 2 }),
    "/v1/year/1997?pagesize=500&page=1": listing([{ name: "torn", year: 1997 }, { name: "odd", year: 1997 }]),
    "/v1/pack/tide-01": pack("tide-01", "/archive/1996/tide-01.zip", {
      "SAIL.ANS": file("SAIL.ANS", ["someone else"], ["boat"]),
      "house.asc": file("house.asc", ["builder"]),
      "LOST.ANS": file("LOST.ANS"),
      "SONG.MP3": file("SONG.MP3"),
    }),
    "/archive/1996/tide-01.zip": zipSync({
      "TIDE/SAIL.ANS": SAILBOAT,
      "HOUSE.ASC": PLAIN,
      "SONG.MP3": new Uint8Array(9),
    }),
    "/v1/pack/1996": pack("1996", "/archive/1996/", {
      "MAN.TXT": file("MAN.TXT"),
      "NOISE.ANS": file("NOISE.ANS"),
    }),
    "/pack/1996/raw/MAN.TXT": LOOSE,
    "/pack/1996/raw/NOISE.ANS": Uint8Array.from({ length: 300 }, (_, i) => i % 26),
    "/v1/pack/bomb": pack("bomb", "/archive/1996/bomb.zip", { "B.ANS": file("B.ANS") }),
    "/archive/1996/bomb.zip": zipSync({ "B.ANS": new Uint8Array(2 ** 20) }),
    "/v1/pack/empty": pack("empty", "/archive/1996/empty.zip", []),
    "/v1/pack/torn": '{"results": [{"name": "torn", "files": {',
    "/v1/pack/odd": pack("odd", undefined, "none"),
  });
}
