import { SingleBar } from "cli-progress";
import { stderr } from "node:process";
import type { Context } from "../base/context.ts";
import { isShown, record } from "./log.ts";
import { writeErrorLine } from "./terminal.ts";

/** Progress of a long command. */
export interface Progress {
  /** `done` of `total` (undefined: nobody knows yet) and what else there is to say. */
  update(done: number, detail: string, total?: number): void;
  stop(): void;
}

const INTERVAL = 5000;

// A terminal that closed must not end what goes on; the bar writes to this stream.
stderr.on("error", () => {});

/** A bar on a terminal (a counter without a total), on standard error; there otherwise, and in the log, a line every five seconds. */
export function showProgress(unit: string): Progress {
  const started = performance.now();
  const rate = (done: number) => done / Math.max(1e-3, (performance.now() - started) / 1000);
  const perSecond = (done: number) => rate(done).toFixed(rate(done) < 10 ? 1 : 0);
  const onScreen = Deno.stderr.isTerminal() && isShown("info");
  let printed = started;
  let bar: SingleBar | undefined;
  const onTerminal = (done: number, detail: string, total: number | undefined) => {
    if (!bar) {
      const format = total === undefined
        ? `{value} ${unit}{detail}, {rate}/s`
        : `{bar} {value}/{total} ${unit}{detail}, {rate}/s, {eta_formatted} left`;
      bar = new SingleBar({ format, stream: stderr, hideCursor: true, etaBuffer: 400 });
      bar.start(total ?? 0, 0, { detail: "", rate: 0 });
    }
    bar.update(done, { detail, rate: perSecond(done) });
  };
  const inLines = (done: number, detail: string, total: number | undefined) => {
    if (performance.now() - printed < INTERVAL && done !== total) return;
    printed = performance.now();
    const of = total === undefined ? "" : `/${total}`;
    const left = total === undefined || done === 0
      ? ""
      : `, ${Math.round((total - done) / rate(done))} s left`;
    const line = `${done}${of} ${unit}${detail}, ${perSecond(done)}/s${left}`;
    if (onScreen) record("info", line);
    else writeErrorLine(line);
  };
  return {
    update(done, text, total) {
      const detail = text === "" ? "" : `, ${text}`;
      if (onScreen) onTerminal(done, detail, total);
      inLines(done, detail, total);
    },
    stop: () => {
      bar?.stop();
      bar = undefined;
    },
  };
}

/** What a command hands to an operation: its log on standard error, and a bar there for one part after the other. */
export function contextOf(signal: AbortSignal, quiet = false): Context & { stop(): void } {
  let progress: Progress | undefined, current = "";
  const stop = () => {
    progress?.stop();
    progress = undefined;
  };
  return {
    signal,
    log: (line) => {
      if (quiet) record("info", line);
      else writeErrorLine(line);
    },
    progress(part, done, total, detail = "") {
      if (quiet) return;
      if (part !== current) stop();
      current = part;
      progress ??= showProgress(part);
      progress.update(done, detail, total);
    },
    stop,
  };
}
