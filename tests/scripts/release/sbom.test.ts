import assert from "node:assert/strict";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import zod from "zod/package.json" with { type: "json" };
import { billFaults, billOf, denoVersion } from "../../../scripts/release/sbom.ts";
import { inFolder } from "./stand_in.ts";

Deno.test("a bill of materials is one by its schema, names its parts with their sums, and is the same each time", () =>
  inFolder(async (folder) => {
    const executable = join(folder, "executable");
    await Deno.writeTextFile(executable, "\u0000Deno/2.6.8\u0000");
    const packages = [{
      name: "zod",
      version: zod.version,
      folder: dirname(fileURLToPath(import.meta.resolve("zod/package.json"))),
    }];
    const bill = await billOf(executable, packages);
    assert.deepEqual(await billFaults(bill), []);
    const named = (name: string) => bill.components.find((each) => each.name === name);
    assert.equal(named("deno")?.version, "2.6.8");
    assert.equal(named("zod")?.purl, `pkg:npm/zod@${zod.version}`);
    assert.match(named("zod")?.hashes?.[0]?.content ?? "", /^[0-9a-f]{128}$/);
    assert.match(named("onnxruntime-node")?.hashes?.[0]?.content ?? "", /^[0-9a-f]{128}$/);
    assert.match(
      bill.serialNumber,
      /^urn:uuid:[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-8[0-9a-f]{3}-[0-9a-f]{12}$/,
    );
    assert.deepEqual(await billOf(executable, packages), bill);
  }));

Deno.test("billFaults() says what is no bill", async () => {
  const faults = await billFaults({
    bomFormat: "CycloneDX",
    specVersion: "1.6",
    components: [{ type: "x" }],
  });
  assert.ok(faults.some((each) => each.includes("/components/0")), faults.join("; "));
});

Deno.test("denoVersion() finds the runtime's version, or none", () => {
  assert.equal(denoVersion(new TextEncoder().encode("over2.9.6Deno/2.9.6\u0001")), "2.9.6");
  assert.equal(denoVersion(new TextEncoder().encode("nothing")), undefined);
});
