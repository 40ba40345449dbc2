/** Models that a run begins with or is taught by. */
import { createHash } from "node:crypto";
import { UserError } from "../../base/errors.ts";
import { isFolder } from "../../base/files.ts";
import { readManifest } from "../../bundle/folder.ts";
import { parametersOf } from "../../bundle/network.ts";
import { parameterSpecs } from "../../network/architectures.ts";
import { parameterCount } from "../../network/parameters.ts";
import type { Kind, ModelParts } from "../../tasks/kind.ts";
import { kindOf, loadCheckpoint } from "../../tasks/registry.ts";
import { ancestorOf, type Checkpoint, checkpointParameters } from "../../training/checkpoint.ts";
import { copyParameters, type Inherited } from "../../training/loop.ts";
import type { TrainingOptions } from "../../training/options.ts";
import { sharedFloats } from "../../training/shared.ts";
import { ancestorsIn } from "../../training/summary.ts";
import type { Prepared, Values } from "../../training/task.ts";
import { findModel } from "../models.ts";

/** A model of a model folder, of a run's folder or of a checkpoint file. */
export async function modelAt(path: string): Promise<ModelParts & Inherited & { task: string }> {
  if (await isFolder(path)) {
    const folder = await findModel(path), { task } = await readManifest(folder);
    const { network, model, stored, manifest } = await (await kindOf(task)).readModel(folder);
    return { task, network, model, parameters: parametersOf(stored), ancestors: ancestorsIn(manifest) };
  }
  const checkpoint = await loadCheckpoint(path);
  const { task, network, model } = checkpoint;
  const ancestors = [...checkpoint.ancestors, ancestorOf(checkpoint)];
  return { task, network, model, parameters: checkpointParameters(checkpoint), ancestors };
}

/**
 * A run with the teacher that its options name, if any. Throws a UserError of kind "usage" for one of another task or tokenizer,
 * and for another one than that of the checkpoint that it goes on with.
 */
export async function taught(
  prepared: Prepared,
  { teacher: path }: TrainingOptions,
  kind: Kind,
  before?: Checkpoint,
): Promise<Prepared> {
  if (path === undefined) return prepared;
  const fail = (reason: string) => new UserError("usage", `--teacher ${path}: ${reason}`);
  const { task, network, model, parameters } = await modelAt(path);
  if (task !== kind.task.name) throw fail(`its task is ${task}, not ${kind.task.name}`);
  const part = differingPart(model, prepared.model);
  if (part !== undefined) {
    throw fail(`its ${part} is another; take ${part === "tokenizer" ? `--tokenizer ${path}` : "the same"}`);
  }
  const connected = (() => {
    try {
      return kind.connected(prepared, network);
    } catch (error) {
      throw error instanceof UserError ? fail(error.message) : error;
    }
  })();
  const specs = parameterSpecs(connected.ports, network), weights = sharedFloats(parameterCount(specs));
  copyParameters(specs, weights, parameters, "--teacher");
  const digest = createHash("sha256").update(new Uint8Array(weights.buffer)).digest("hex");
  if (before !== undefined && before.teacher !== digest) {
    throw fail(
      "its weights have changed since the checkpoint; take those of then, or a new run by --init-from",
    );
  }
  return { ...prepared, teacher: { ...connected, network, weights: weights.buffer, digest } };
}

/** The first part in which two models are not the same, such as the tokenizer. */
const differingPart = (one: Values, other: Values): string | undefined =>
  [...new Set([...Object.keys(one), ...Object.keys(other)])]
    .find((name) => JSON.stringify(one[name]) !== JSON.stringify(other[name]));
