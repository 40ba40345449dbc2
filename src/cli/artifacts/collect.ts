import { Command } from "commander";
import { join } from "node:path";
import type { Fields } from "../../base/fields.ts";
import { UserError } from "../../base/errors.ts";
import { isFile } from "../../base/files.ts";
import { megabytes } from "../../base/size.ts";
import { openArtifacts } from "../../service/artifacts/open.ts";
import { checkedId } from "../../service/artifacts/manifest.ts";
import { idsNamedBy } from "../../service/jobs/named.ts";
import { openQueue } from "../../service/jobs/open.ts";
import { addFields, readFields } from "../flags.ts";
import { JSON_FIELD, writeJson } from "../json.ts";
import { settingsOf } from "../service/settings.ts";
import { writeOut } from "../terminal.ts";
import { STORE_FLAGS } from "./store.ts";

const OWN = {
  minutes: {
    type: "integer",
    least: 10,
    most: 5_256_000,
    fallback: 1440,
    text: "what was put in the last so many minutes stays; more than a job needs to put what it has left",
  },
  keep: { type: "list", value: "ids", fallback: [], text: "artifacts that stay though no job names them" },
  all: {
    type: "switch",
    text: "go on where no job names any artifact, which removes all that are old enough",
  },
  dryRun: { type: "switch", text: "only tell what would be removed" },
  ...JSON_FIELD,
} as const satisfies Fields;

/** `ascii-gen artifacts collect`. */
export function collectCommand(): Command {
  const command = new Command("collect").description(
    "remove the artifacts that no job of the queue names and the bytes that none needs; the service may be at work",
  );
  return addFields(command, { ...OWN, ...STORE_FLAGS }).action(async (flags: Record<string, unknown>) => {
    const { minutes = OWN.minutes.fallback, keep = [], dryRun = false, all, json } = readFields(OWN, flags);
    const settings = await settingsOf(flags), { root, queue: { url, name } } = settings;
    const path = join(root, "queue.db");
    // An empty queue, made by the way, would name nothing.
    if (url === undefined && !await isFile(path)) {
      throw new UserError("io", `there is no queue at ${path}: --root, or REDIS_URL, says where jobs are`);
    }
    const artifacts = await openArtifacts(settings);
    await using queue = await openQueue(url === undefined ? { path } : { url, name });
    const named = await idsNamedBy(queue);
    for (const id of keep) named.add(checkedId(id));
    if (named.size === 0 && !all && !dryRun) {
      throw new UserError(
        "usage",
        "no job names any artifact; is this the queue of that store? --all removes them",
      );
    }
    const removed = await artifacts.collect(named, minutes, dryRun);
    if (json) return writeJson({ ...removed, dryRun });
    const said = dryRun ? "would be removed" : "removed";
    writeOut(
      `${removed.artifacts} artifacts and ${megabytes(removed.bytes)} ${said}, ${named.size} ids kept\n`,
    );
  });
}
