/** `deno task bench fuzz-service`: schemathesis asks a service what its OpenAPI document allows, and what it does not. */
import { join } from "node:path";
import * as z from "zod";
import { UserError } from "../../src/base/errors.ts";
import { sleep } from "../../src/base/sleep.ts";
import { tableSpans } from "../../src/cli/table.ts";
import { writeOut, writeSpans } from "../../src/cli/terminal.ts";
import { ResultSchema } from "../../src/service/jobs/result.ts";
import { inTemporaryFolder, pythonWith } from "./peer.ts";
import { type Served, startService } from "./serve_process.ts";
import { CORPUS, smallService } from "./small_service.ts";

const PACKAGE = "schemathesis==4.32.5";
/** What every answer must be. */
const CHECKS = [
  "not_a_server_error",
  "status_code_conformance",
  "content_type_conformance",
  "response_schema_conformance",
];
/** Cases of a route at a time; it comes round again until the time is up. */
const EXAMPLES = 50;
/** Seconds that an answer may take. */
const PATIENCE = 60;
const MAIN = join(import.meta.dirname!, "..", "..", "main.ts");

export interface FuzzOptions {
  minutes: number;
  seed: number;
  python: string | undefined;
}

/** Throws a UserError of kind "input" where an answer was none that it may be. */
export async function fuzzBench({ minutes, seed, python: given }: FuzzOptions): Promise<void> {
  await inTemporaryFolder(async (folder) => {
    const python = await pythonWith([PACKAGE], given, folder);
    if (python === undefined) throw new UserError("environment", `${PACKAGE} could not be installed`);
    const flags = await smallService(folder);
    await using served = await startService(join(folder, "data"), { clients: 0, flags });
    const known = await somethingKnown(served, ["--root", join(folder, "data"), ...flags.slice(0, 2)]);
    const report = join(folder, "report.ndjson");
    const limits = ["--max-time", String(Math.round(60 * minutes)), "--request-timeout", String(PATIENCE)];
    const { success, stdout } = await new Deno.Command(python, {
      args: [
        ...["-m", "schemathesis.cli", "run", `${served.address}/openapi.json`, "--checks", CHECKS.join()],
        ...["--seed", String(seed), "-n", String(EXAMPLES), "--phases", "examples,coverage,fuzzing"],
        ...[...limits, "--continue-on-failure", "--report", "ndjson", "--report-ndjson-path", report],
      ],
      ...{ cwd: folder, stdin: "null", stdout: "piped", stderr: "inherit" },
      env: {
        ...{ SCHEMATHESIS_HOOKS: "fuzz_service", PYTHONPATH: import.meta.dirname!, NO_COLOR: "1" },
        ...{ PYTHONDONTWRITEBYTECODE: "1", FUZZ_KNOWN: JSON.stringify(known) },
      },
    }).output();
    tell(await Deno.readTextFile(report));
    if (success) return;
    writeOut(new TextDecoder().decode(stdout));
    throw new UserError("input", `schemathesis found faults (seed ${seed}); they are told above`);
  });
}

const Job = z.looseObject({ id: z.string(), state: z.string(), result: z.unknown().optional() });

/** Jobs of each kind: done, cancelled and waiting, and what the done ones left. */
async function somethingKnown({ address }: Served, flags: readonly string[]) {
  const ask = async (path: string, body?: unknown) =>
    Job.parse(
      await (await fetch(address + path, {
        ...body !== undefined && { method: "POST", body: JSON.stringify(body) },
        headers: { "content-type": "application/json" },
      })).json(),
    );
  const training = {
    ...{ files: [CORPUS], settings: { tokenizer: "char" }, steps: 20, batchTokens: 512, workers: 1 },
    ...{ dim: 16, layers: 1, heads: 2, window: 16 },
  };
  const [run, tokenizer] = [
    await ask("/runs/train", training),
    await ask("/tokenizers/train", { files: [CORPUS], kind: "char" }),
  ];
  const worker = new Deno.Command(Deno.execPath(), {
    args: ["run", "-q", "-A", MAIN, "worker", ...flags],
    ...{ stdin: "null", stdout: "null", stderr: "inherit" },
  }).spawn();
  const done = async (id: string) => {
    for (;;) {
      const job = await ask(`/runs/${id}`);
      if (job.state === "failed") throw new UserError("environment", `a job of the bench failed: ${id}`);
      if (job.state === "done") return ResultSchema.parse(job.result).artifacts;
      await sleep(200);
    }
  };
  const left = [...await done(run.id), ...await done(tokenizer.id)];
  worker.kill("SIGTERM");
  await worker.status;
  const waiting = await ask("/runs/train", training);
  const cancelled = await ask(`/runs/${(await ask("/runs/train", training)).id}/cancel`, {});
  const artifacts = [];
  for (const { kind, id } of left) {
    const manifest: unknown = await (await fetch(`${address}/artifacts/${kind}/${id}`)).json();
    for (const { path } of Files.parse(manifest).files) artifacts.push({ kind, id, path });
  }
  return {
    ...{ corpus: CORPUS, tokenizer: tokenizer.id, artifacts },
    runs: [run.id, waiting.id, cancelled.id],
  };
}
const Files = z.looseObject({ files: z.array(z.looseObject({ path: z.string() })) });

const Line = z.looseObject({
  ScenarioFinished: z.looseObject({
    recorder: z.looseObject({
      label: z.string(),
      interactions: z.record(
        z.string(),
        z.looseObject({
          response: z.looseObject({ status_code: z.int(), elapsed: z.number() }).nullish(),
        }),
      ).optional(),
    }),
  }).optional(),
});

/** Prints how often each route was asked, what it answered with, and what took longest. */
function tell(report: string): void {
  const routes = new Map<string, { statuses: Map<string, number>; slowest: number }>();
  for (const line of report.split("\n").filter(Boolean)) {
    const recorder = Line.parse(JSON.parse(line)).ScenarioFinished?.recorder;
    if (recorder === undefined) continue;
    const route = routes.get(recorder.label) ?? { statuses: new Map(), slowest: 0 };
    routes.set(recorder.label, route);
    for (const { response } of Object.values(recorder.interactions ?? {})) {
      const name = response ? String(response.status_code) : "none";
      route.statuses.set(name, (route.statuses.get(name) ?? 0) + 1);
      route.slowest = Math.max(route.slowest, response?.elapsed ?? 0);
    }
  }
  const all = [...routes].toSorted(([a], [b]) => a < b ? -1 : 1);
  const count = ({ statuses }: { statuses: Map<string, number> }) =>
    [...statuses.values()].reduce((sum, each) => sum + each, 0);
  writeSpans(tableSpans({
    columns: ["route", "requests", "slowest s", "statuses"],
    rows: all.map(([name, route]) => [
      ...[name, String(count(route)), route.slowest.toFixed(2)],
      [...route.statuses].toSorted().map(([status, times]) => `${status}: ${times}`).join(", "),
    ]),
  }));
  writeOut(`${all.reduce((sum, [, route]) => sum + count(route), 0)} requests\n`);
}
