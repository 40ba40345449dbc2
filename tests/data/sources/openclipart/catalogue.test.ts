import assert from "node:assert/strict";
import { describe, readCatalogue } from "../../../../src/data/sources/openclipart/catalogue.ts";

const PUBLIC_DOMAIN = "http://web.resource.org/cc/PublicDomain";

interface Clipart {
  title?: string;
  author?: string;
  tags?: string[];
  licence?: string;
}

const clipart = ({ title = "", author = "", tags = [], licence = PUBLIC_DOMAIN }: Clipart) =>
  `<svg xmlns="http://www.w3.org/2000/svg"><metadata><rdf:RDF><cc:Work><dc:title>${title}</dc:title><dc:subject>
   <rdf:Bag>${tags.map((tag) => `<rdf:li>${tag}</rdf:li>`).join("")}</rdf:Bag></dc:subject>
   <dc:creator><cc:Agent><dc:title>${author}</dc:title></cc:Agent></dc:creator>
   <cc:license rdf:resource="${licence}"/></cc:Work></rdf:RDF></metadata><path d="M0 0h9v9z"/></svg>`;

const name = (path: string, given: Clipart) => describe(path, clipart(given)).name;

Deno.test("describe() names a drawing by its title, else by its file without the author", () => {
  assert.equal(name("a/tools/x_01.svg", { title: "Paint brush (large)" }), "paint-brush");
  assert.equal(name("a/x/contour_fox.svg", { title: "Clipart by Nicu Buculei - contour_chipmunk" }), "fox");
  const series = { title: "Various Cliparts", author: "Leif Lodahl" };
  assert.equal(name("a/fruit/green_lemon_leif_loda_02.svg", series), "green-lemon");
});

Deno.test("describe() translates French and Italian names, and leaves what it does not know alone", () => {
  assert.equal(name("a/mammals/x.svg", { title: "cavallo" }), "horse");
  assert.equal(name("a/x/x.svg", { title: "elefante in corsa" }), "elephant");
  assert.equal(name("a/x/x.svg", { title: "Écureuil" }), "chipmunk");
  assert.equal(name("a/x/x.svg", { title: "gabbiano piccolo" }), undefined);
  assert.equal(name("a/dogs/bobi.svg", { title: "bobi" }), "dog", "by its folder");
  assert.deepEqual(describe("a/x/b.svg", clipart({ tags: ["gatto", "HASH(0x8a4d498)", ""] })).tags, [
    "cat",
    "x",
  ]);
});

Deno.test("readCatalogue() takes what is in the public domain, each once, and no signs", () => {
  const folder = Deno.makeTempDirSync();
  try {
    const write = (path: string, text: string) => {
      Deno.mkdirSync(`${folder}/${path.slice(0, path.lastIndexOf("/"))}`, { recursive: true });
      Deno.writeTextFileSync(`${folder}/${path}`, text);
    };
    write("food/apple.svg", clipart({ title: "apple" }));
    write("fruit/apple.svg", clipart({ title: "apple" }));
    write(
      "fruit/pear.svg",
      clipart({ title: "pear", licence: "http://creativecommons.org/licenses/GPL/2.0/" }),
    );
    write("fruit/plum.svg", clipart({ title: "plum", licence: "" }));
    write("signs_and_symbols/stop.svg", clipart({ title: "stop" }));
    write("fruit/photo.svg", clipart({ title: "fig" }).replace("<path", '<image href="x.png"/><path'));
    Deno.symlinkSync(`${folder}/food/apple.svg`, `${folder}/food/other.svg`);
    assert.deepEqual([...readCatalogue(folder)].map(({ id }) => id), ["apple"]);
  } finally {
    Deno.removeSync(folder, { recursive: true });
  }
});
