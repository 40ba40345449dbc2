import { SingleBar } from "cli-progress";

/** Progress of a long command. */
export interface Progress {
  /** `done` of `total` (undefined: nobody knows yet) and what else there is to say. */
  update(done: number, detail: string, total?: number): void;
  stop(): void;
}

const INTERVAL = 5000;

/** A bar on a terminal (a counter without a total), otherwise a line every five seconds; on standard error. */
export function showProgress(unit: string): Progress {
  const started = performance.now();
  const rate = (done: number) => done / Math.max(1e-3, (performance.now() - started) / 1000);
  let printed = started;
  let bar: SingleBar | undefined;
  const onTerminal = (done: number, detail: string, total: number | undefined) => {
    if (!bar) {
      const format = total === undefined
        ? `{value} ${unit}, {detail}, {rate}/s`
        : `{bar} {value}/{total} ${unit}, {detail}, {rate}/s, {eta_formatted} left`;
      bar = new SingleBar({ format, hideCursor: true, etaBuffer: 400 });
      bar.start(total ?? 0, 0, { detail: "", rate: 0 });
    }
    bar.update(done, { detail, rate: rate(done).toFixed(0) });
  };
  const onFile = (done: number, detail: string, total: number | undefined) => {
    if (performance.now() - printed < INTERVAL && done !== total) return;
    printed = performance.now();
    const of = total === undefined ? "" : `/${total}`;
    const left = total === undefined ? "" : `, ${Math.round((total - done) / rate(done))} s left`;
    console.error(`${done}${of} ${unit}, ${detail}, ${rate(done).toFixed(0)}/s${left}`);
  };
  return {
    update: (done, detail, total) => (Deno.stderr.isTerminal() ? onTerminal : onFile)(done, detail, total),
    stop: () => {
      bar?.stop();
      bar = undefined;
    },
  };
}
