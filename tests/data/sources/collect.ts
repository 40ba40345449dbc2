import type { Finding, Source } from "../../../src/data/found/finding.ts";

/** Everything that a source finds, and its problems. */
export async function collect(source: Source, known: ReadonlySet<string> = new Set()) {
  const findings: Finding[] = [], problems: string[] = [];
  const options = {
    isKnown: (id: string) => known.has(id),
    onProblem: (id: string, problem: string) => void problems.push(`${id}: ${problem}`),
  };
  for await (const finding of source.find(options)) findings.push(finding);
  return { findings, problems };
}

/** Runs `work` in a folder with these files. */
export async function withFiles(
  files: Record<string, string | Uint8Array>,
  work: (folder: string) => Promise<void>,
): Promise<void> {
  const folder = await Deno.makeTempDir({ prefix: "ascii-gen-test-" });
  try {
    for (const [name, content] of Object.entries(files)) {
      await Deno.mkdir(`${folder}/${name}/..`.replace(/[^/]*\/\.\.$/, ""), { recursive: true });
      await Deno.writeFile(
        `${folder}/${name}`,
        typeof content === "string" ? new TextEncoder().encode(content) : content,
      );
    }
    await work(folder);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}
