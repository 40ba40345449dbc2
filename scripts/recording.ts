/**
 * Records real runs of the executable and writes them as one animated SVG, which plays in a README:
 *
 *     deno run -A scripts/recording.ts [dist/ascii-gen] > docs/recording.svg
 *
 * Commands are typed at a steady pace; what they print appears when they printed it. No script, no font, no network.
 */
import { escapeMarkup, FONT_FAMILY } from "../src/art/render/markup.ts";
import { writeOut } from "../src/cli/terminal.ts";
import { UserError } from "../src/base/errors.ts";

const COMMANDS = [
  "ascii-gen cat --seed 1 --width 32 --max-lines 14",
  "ascii-gen guitar --stream --seed 1 --width 40 --max-lines 16",
  "ascii-gen house --style line,solid --seed 1 --width 30 --max-lines 12",
  "printf 'fish\\nstar\\n' | ascii-gen - --seed 1 --width 24 --max-lines 8",
];

/** Size of the recorded terminal, in cells. */
const COLUMNS = 72, ROWS = 22;
const CELL_WIDTH = 8.4, CELL_HEIGHT = 17, PADDING = 12;
/** Milliseconds of a typed key, before Enter, after a command's output, at the end. */
const KEY = 45, ENTER = 350, READ = 1400, REST = 3000;
const PROMPT = "$ ";

/** A line of the transcript and when it appears; typed ones grow from `at` on, a key at a time. */
interface Line {
  text: string;
  at: number;
  typed: boolean;
}

/** Runs a shell command with the folder of the executable first in PATH; its lines with the time of their last character. */
async function record(command: string, folder: string): Promise<{ text: string; at: number }[]> {
  const child = new Deno.Command("sh", {
    args: ["-c", command],
    env: { PATH: `${folder}:${Deno.env.get("PATH")}` },
    stdout: "piped",
    stderr: "null",
  }).spawn();
  const began = performance.now();
  const lines: { text: string; at: number }[] = [];
  let open = "";
  for await (const chunk of child.stdout.pipeThrough(new TextDecoderStream())) {
    const at = performance.now() - began;
    const parts = (open + chunk).split("\n");
    open = parts.pop()!;
    for (const text of parts) lines.push({ text, at });
  }
  const { code } = await child.status;
  if (code !== 0) throw new UserError("environment", `"${command}" ended with exit code ${code}`);
  return lines;
}

/** All lines of a session and how long it takes, in milliseconds. */
async function session(folder: string): Promise<{ lines: Line[]; duration: number }> {
  const lines: Line[] = [];
  let now = 600;
  for (const command of COMMANDS) {
    lines.push({ text: command, at: now, typed: true });
    now += command.length * KEY + ENTER;
    const output = await record(command, folder);
    for (const { text, at } of output) lines.push({ text, at: now + at, typed: false });
    now += (output.at(-1)?.at ?? 0) + READ;
    lines.push({ text: "", at: now, typed: false });
  }
  return { lines, duration: now + REST };
}

/** An animation of a property in steps: `values[i]` holds from `times[i]` on. */
function keyframes(name: string, duration: number, times: number[], values: string[]): string {
  const stops = times.map((time, i) => `${(100 * time / duration).toFixed(3)}%{${values[i]}}`);
  return `@keyframes ${name}{${stops.join("")}100%{${values.at(-1)}}}`;
}

/** The session as an animated SVG: lines appear at their times, and the view scrolls as a terminal does. */
function render({ lines, duration }: { lines: Line[]; duration: number }): string {
  const width = Math.ceil(COLUMNS * CELL_WIDTH + 2 * PADDING);
  const height = Math.ceil(ROWS * CELL_HEIGHT + 2 * PADDING);
  const styles: string[] = [], texts: string[] = [];
  const run = `${(duration / 1000).toFixed(2)}s step-end infinite`;
  lines.forEach(({ text, at, typed }, row) => {
    const y = (row * CELL_HEIGHT + 13).toFixed(0);
    const put = (x: number, content: string, colour: string, name: string) =>
      texts.push(
        `<text class="${name}" x="${x.toFixed(1)}" y="${y}" fill="${colour}" textLength="${
          (content.length * CELL_WIDTH).toFixed(1)
        }">${escapeMarkup(content).replaceAll(" ", "\u00a0")}</text>`,
      );
    const hiddenUntil = (name: string, time: number) =>
      styles.push(
        keyframes(name, duration, [0, time], ["visibility:hidden", "visibility:visible"]) +
          `.${name}{animation:${name} ${run}}`,
      );
    if (!typed) {
      if (text === "") return;
      hiddenUntil(`l${row}`, at);
      return put(0, text, "#d8dee9", `l${row}`);
    }
    hiddenUntil(`l${row}`, Math.max(1, at - 500));
    put(0, PROMPT.trimEnd(), "#8fbcbb", `l${row}`);
    [...text].forEach((key, i) => {
      if (key === " ") return;
      const name = `l${row}k${i}`;
      hiddenUntil(name, at + i * KEY);
      put((PROMPT.length + i) * CELL_WIDTH, key, "#eceff4", name);
    });
  });
  const scrolls = lines.flatMap(({ at }, row) =>
    row < ROWS ? [] : [{ at, by: (row - ROWS + 1) * CELL_HEIGHT }]
  );
  styles.push(
    keyframes(
      "scroll",
      duration,
      [0, ...scrolls.map(({ at }) => at)],
      ["transform:none", ...scrolls.map(({ by }) => `transform:translateY(-${by}px)`)],
    ) + `.scroll{animation:scroll ${run}}`,
  );
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" role="img">
<title>ascii-gen in a terminal: ${escapeMarkup(COMMANDS.join("; "))}</title>
<style>text{font:14px ${FONT_FAMILY};white-space:pre}${styles.join("\n")}</style>
<rect width="${width}" height="${height}" rx="8" fill="#2e3440"/>
<svg x="${PADDING}" y="${PADDING}" width="${width - 2 * PADDING}" height="${height - 2 * PADDING}">
<g class="scroll">
${texts.join("\n")}
</g>
</svg>
</svg>
`;
}

if (import.meta.main) {
  const executable = Deno.args[0] ?? "dist/ascii-gen";
  const folder = await Deno.realPath(executable).then((path) => path.replace(/\/[^/]*$/, ""), () => {
    throw new UserError("environment", `there is no ${executable}; make it with "deno task compile"`);
  });
  writeOut(render(await session(folder)));
}
