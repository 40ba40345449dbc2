/** The executable: made, tried in an empty folder with an empty environment, and trained with. */
import { join } from "node:path";
import type { Stage, Work } from "../stage.ts";
import { executable, fromSources, likeliest, ROOT, sizeOf, SMALL } from "./common.ts";

const STARTS = 5;

export const binary: Stage = {
  name: "binary",
  about: "the executable with the built-in model: compiled, draws, learns a text, completes it",
  async run(work) {
    const program = join(work.folder, Deno.build.os === "windows" ? "ascii-gen.exe" : "ascii-gen");
    await work.task("compile", "--output", program);
    work.note("bytes", await sizeOf(program));
    const smoke = join(ROOT, "scripts", "smoke.ts");
    await work.run({ command: Deno.execPath(), args: ["run", "-q", "-A", smoke, program], cwd: ROOT });
    work.note("smoke.ts", "draws the same twice within its limits, refuses a bad option");
    const home = join(work.folder, "home");
    await Deno.mkdir(home);
    const asciiGen = executable(program, home);
    await starts(work, asciiGen);
    const cat = ["cat", "--seed", "3", "--width", "30", "--max-lines", "12"];
    const { stdout: drawn } = await work.run(asciiGen(...cat));
    const { stdout: here } = await work.run(fromSources(...cat));
    const alike = drawn === here;
    work.check("a drawing beside that of the sources", alike ? "the same" : "another", "the same", alike);
    await learn(work, home, asciiGen);
    work.give("program", program);
  },
};

async function starts(work: Work, asciiGen: ReturnType<typeof executable>): Promise<void> {
  const seconds: number[] = [];
  for (let i = 0; i < STARTS; i++) seconds.push((await work.run(asciiGen("cat", "--seed", "1"))).seconds);
  work.note(`seconds to draw a cat, the least of ${STARTS}`, Math.min(...seconds).toFixed(3));
}

/** It needs nothing but itself to learn. */
async function learn(work: Work, home: string, asciiGen: ReturnType<typeof executable>): Promise<void> {
  await Deno.copyFile(work.take("data", "text"), join(home, "text.txt"));
  const budget = ["--tokenizer", "char", "--steps", "40", "--out", "runs/text"];
  const { stderr } = await work.run(asciiGen("train", "text.txt", ...SMALL, ...budget));
  const [, step = ""] = /^step (\d+) .*\n(?![\s\S]*^step )/m.exec(stderr) ?? [];
  work.check("steps that it trained", step, "40", step === "40");
  const model = join("models", "text");
  const said = await likeliest(work, model, "The model", asciiGen);
  const here = await likeliest(work, join(home, model), "The model");
  work.check("its model's likeliest text", JSON.stringify(said), "as the sources say", said === here);
  const left = [...Deno.readDirSync(home)].map(({ name }) => name).sort();
  const known = [".cache", "models", "runs", "text.txt"];
  const must = `none but ${known.join(", ")}`;
  work.check("what is in its folder", left.join(", "), must, left.every((name) => known.includes(name)));
}
