/** A process that carries sweeps until it is killed; its argument is where the queue and the artifacts are, as JSON. */
import { PROGRAM } from "../jobs/worker/workshop.ts";
import { folderArtifacts } from "../../../src/service/artifacts/folder.ts";
import { openQueue } from "../../../src/service/jobs/open.ts";
import { PATIENCE } from "../../../src/service/jobs/workplace.ts";
import { carrySweeps } from "../../../src/service/sweeps/lane.ts";

const { place, artifacts } = JSON.parse(Deno.args[0] ?? "");
const queue = await openQueue(place);
await carrySweeps({
  ...{ queue, artifacts: await folderArtifacts(artifacts), root: artifacts, corpora: null, program: PROGRAM },
  ...{ name: `carrier ${Deno.pid}`, concurrency: 1, kinds: {}, keepsCheckpoints: false, patience: PATIENCE },
  log: (line) => console.error(line),
}, new AbortController().signal);
