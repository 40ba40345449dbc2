import assert from "node:assert/strict";
import { described } from "../../../src/data/sources/described.ts";
import { plainFinding } from "../../../src/data/sources/local.ts";
import { collect } from "./collect.ts";

Deno.test("described() puts labels of all pieces first, maps single ones, and overrides the licence", async () => {
  const source = {
    name: "made",
    async *find() {
      yield await Promise.resolve(
        plainFinding({ source: "made", sourceId: "1", art: "x", labels: ["kitty"] }),
      );
      yield plainFinding({ source: "made", sourceId: "2", art: "y", title: "Rex", licence: "MIT" });
      yield plainFinding({ source: "made", sourceId: "3", art: "z", labels: ["tree"] });
    },
  };
  const labelsOf = new Map([["kitty", ["cat"]], ["Rex", ["dog", "animal"]]]);
  const { findings } = await collect(described(source, { labels: ["pet"], labelsOf, licence: "CC0-1.0" }));
  assert.deepEqual(findings.map(({ labels }) => labels), [["pet", "cat"], ["pet", "dog", "animal"], [
    "pet",
    "tree",
  ]]);
  assert.ok(findings.every(({ licence }) => licence === "CC0-1.0"));
});
