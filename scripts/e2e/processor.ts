/** Processor time of this process and of all that it started and saw end. */

/** Ticks of a second in /proc, on every Linux. */
const TICKS = 100;
/** Of a process's line in /proc, behind its name: its own time and that of its children, of the program and of the system. */
const FIELDS = [11, 12, 13, 14] as const;

/** Seconds so far; undefined on a system that does not tell. */
export function processorSeconds(): number | undefined {
  if (Deno.build.os !== "linux") return undefined;
  const text = Deno.readTextFileSync("/proc/self/stat");
  const fields = text.slice(text.lastIndexOf(")") + 2).split(" ");
  return FIELDS.reduce((sum, field) => sum + Number(fields[field]), 0) / TICKS;
}
