/** Model folders that are spoilt on purpose. */
import assert from "node:assert/strict";
import { join } from "node:path";
import { UserError } from "../../src/base/errors.ts";
import { sha256 } from "../../src/base/files.ts";
import { decodeModel, encodeModel, type ModelProto } from "../../src/onnx/proto.ts";

/** Changes the manifest's list of files. */
export async function relist(path: string, change: (files: Record<string, unknown>) => void): Promise<void> {
  const file = join(path, "manifest.json");
  const manifest = JSON.parse(await Deno.readTextFile(file));
  change(manifest.files);
  await Deno.writeTextFile(file, JSON.stringify(manifest));
}

/** Rewrites a file and makes the manifest agree. */
export async function forge(path: string, name: string, bytes: Uint8Array<ArrayBuffer>): Promise<void> {
  await Deno.writeFile(join(path, name), bytes);
  const entry = { size: bytes.length, sha256: await sha256(bytes) };
  await relist(path, (files) => files[name] = entry);
}

/** Changes the model and makes the manifest agree. */
export const forgeModel = (change: (model: ModelProto) => void) => async (path: string): Promise<void> => {
  const model = decodeModel(await Deno.readFile(join(path, "model.onnx")));
  change(model);
  await forge(path, "model.onnx", encodeModel(model));
};

/** Changes the model's graph and makes the manifest agree. */
export const forgeGraph = (change: (graph: ModelProto["graph"]) => void) =>
  forgeModel(({ graph }) => change(graph));

/** Expects a folder to be refused in one line that matches. */
export async function assertOneLine(read: Promise<unknown>, expected: RegExp): Promise<void> {
  await assert.rejects(read, (error) => {
    assert.ok(error instanceof UserError && error.kind === "model", String(error));
    assert.match(error.message, expected);
    assert.ok(!error.message.includes("\n"));
    return true;
  });
}
