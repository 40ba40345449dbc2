/** The log of an attempt: a file of lines, each with the time at which it came. */

/** Lines that are told of a log where its stage failed. */
const LAST = 12;

export interface StageLog extends Disposable {
  line(text: string): void;
  /** The last lines, without their times. */
  last(): readonly string[];
}

/** Opens a new log. Throws where there is one already. */
export function openLog(path: string): StageLog {
  const file = Deno.openSync(path, { write: true, createNew: true });
  const encoder = new TextEncoder(), last: string[] = [];
  return {
    line(text) {
      const time = new Date().toISOString();
      for (const line of text.split("\n")) {
        let bytes = encoder.encode(`${time} ${line}\n`);
        while (bytes.length > 0) bytes = bytes.subarray(file.writeSync(bytes));
        last.push(line);
        if (last.length > LAST) last.shift();
      }
    },
    last: () => [...last],
    [Symbol.dispose]: () => file.close(),
  };
}
