import { Command } from "commander";
import { UserError } from "../../base/errors.ts";
import { checkedKind } from "../../service/artifacts/manifest.ts";
import { addFields, readFields } from "../flags.ts";
import { JSON_FIELD, writeJson } from "../json.ts";
import { tableSpans } from "../table.ts";
import { writeErrorLine, writeSpans } from "../terminal.ts";
import { STORE_FLAGS, storeOf } from "./store.ts";

const FLAGS = { ...STORE_FLAGS, ...JSON_FIELD };

/** `ascii-gen artifacts list`. */
export function listCommand(): Command {
  const command = new Command("list").description("print all artifacts of a service");
  return addFields(command, FLAGS).action(async (flags: Record<string, unknown>) => {
    const all = await (await storeOf(flags)).list();
    if (readFields(JSON_FIELD, flags).json) return writeJson(all);
    writeSpans(tableSpans({
      columns: ["id", "kind", "put"],
      rows: all.map(({ id, kind, time }) => [id, kind, time]),
    }));
  });
}

/** `ascii-gen artifacts show`. */
export function showCommand(): Command {
  const command = new Command("show")
    .description("print the files of an artifact")
    .argument("<kind>", "such as model")
    .argument("<id>", "64 hexadecimal digits");
  return addFields(command, FLAGS).action(
    async (kind: string, id: string, flags: Record<string, unknown>) => {
      const manifest = await (await storeOf(flags)).manifest(checkedKind(kind), id);
      if (manifest === undefined) throw new UserError("input", `there is no ${kind} ${id}`);
      if (readFields(JSON_FIELD, flags).json) return writeJson(manifest);
      writeSpans(tableSpans({
        columns: ["file", "bytes", "SHA-256"],
        rows: manifest.files.map(({ path, size, sha256 }) => [path, String(size), sha256]),
      }));
    },
  );
}

/** `ascii-gen artifacts restore`. */
export function restoreCommand(): Command {
  const command = new Command("restore")
    .description("write the files of an artifact, verified, into a folder that is not there yet")
    .argument("<kind>", "such as model")
    .argument("<id>", "64 hexadecimal digits")
    .argument("<folder>", "to be made");
  return addFields(command, STORE_FLAGS).action(
    async (kind: string, id: string, folder: string, flags: Record<string, unknown>) => {
      await (await storeOf(flags)).restore(checkedKind(kind), id, folder);
      writeErrorLine(`artifacts: ${kind} ${id} is in ${folder}`);
    },
  );
}
