import assert from "node:assert/strict";
import { join } from "node:path";
import { refuseFile } from "../../../src/cli/gen/files.ts";

Deno.test("refuseFile() says what to do with pictures, by their names", async () => {
  await assert.rejects(
    refuseFile("a.png"),
    /^UserError: a\.png is the name of a picture: "ascii-gen image a\.png" .*"ascii-gen --from a\.png"/,
  );
  await assert.rejects(
    refuseFile("imgae cat.png"),
    /"imgae" is no command: did you mean "ascii-gen image cat\.png"\?/,
  );
  await assert.rejects(refuseFile("My Photo.JPEG"), /ascii-gen image 'My Photo\.JPEG'/);
});

Deno.test("refuseFile() says what to do with a file that is there, unless it is called like a word", async () => {
  const folder = await Deno.makeTempDir();
  try {
    await Deno.writeTextFile(join(folder, "cat"), "");
    await assert.rejects(
      refuseFile(join(folder, "cat")),
      /is a file: if it is a picture, "ascii-gen image .*cat"/,
    );
    await refuseFile("README"); // there is one, of another ending
    await refuseFile(folder);
    for (const word of ["cat", "cat.", "e.g. a cat", "24/7", ".png of a cat"]) await refuseFile(word);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
});
