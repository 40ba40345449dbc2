/** Writes src/rasterise/image/assembly/kernels.wasm from the AssemblyScript beside it: `deno run -A scripts/image_kernels.ts`. */
import asc from "assemblyscript/asc";
import { atomicWrite } from "../src/base/files.ts";

const FOLDER = new URL("../src/rasterise/image/assembly/", import.meta.url);
const FLAGS = ["--runtime", "stub", "-O3", "--enable", "simd", "--noAssert", "--noColors"];

/** The kernels compiled. Throws an Error that lists what is wrong with their source. */
export async function compileKernels(): Promise<Uint8Array> {
  const source = await Deno.readTextFile(new URL("kernels.ts", FOLDER));
  let wasm: Uint8Array | undefined;
  const { error, stderr } = await asc.main(["kernels.ts", "--outFile", "kernels.wasm", ...FLAGS], {
    readFile: (name) => name === "kernels.ts" ? source : null,
    writeFile: (_, contents) => {
      if (typeof contents !== "string") wasm = contents;
    },
    listFiles: () => [],
  });
  if (error !== null || wasm === undefined) throw new Error(`${error?.message}\n${stderr.toString()}`);
  return wasm;
}

if (import.meta.main) {
  await atomicWrite(new URL("kernels.wasm", FOLDER).pathname, await compileKernels());
}
