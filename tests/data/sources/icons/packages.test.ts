import assert from "node:assert/strict";
import { missingPackages, systemPackage } from "../../../../src/data/sources/icons/packages.ts";

Deno.test("missingPackages() names what is not installed, and how it is", () => {
  const [here, gone] = [
    systemPackage("here", import.meta.dirname!),
    systemPackage("gone", "/no/such/folder"),
  ];
  assert.equal(missingPackages([here]), undefined);
  assert.equal(missingPackages([here, gone]), "without the drawings of Debian's gone (apt-get install gone)");
});
