/// <reference lib="dom" />
/** Keys that do something wherever one is, but while one types. They can be switched off (WCAG 2.1.4). */
import { useEffect, useRef } from "preact/hooks";
import { useKept } from "./use.ts";

/** What a press of a key does, by its name. "Escape" works everywhere. */
export type Shortcuts = Readonly<Record<string, () => void>>;

const KEPT = "studio.shortcuts";

export function useShortcuts(shortcuts: Shortcuts): void {
  const latest = useRef(shortcuts);
  latest.current = shortcuts;
  useEffect(() => {
    const pressed = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
      if (event.key !== "Escape" && (isTyping(event.target) || areOff())) return;
      if (document.querySelector("dialog[open]") !== null) return;
      const act = latest.current[event.key];
      if (act === undefined) return;
      if (event.key !== "Escape") event.preventDefault();
      act();
    };
    addEventListener("keydown", pressed);
    return () => removeEventListener("keydown", pressed);
  }, []);
}

function areOff(): boolean {
  try {
    return localStorage.getItem(KEPT) === "off";
  } catch {
    return false;
  }
}

const isTyping = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement &&
  (target.matches("input:not([type=checkbox], [type=radio]), textarea, select"));

const TOLD: readonly [string, string][] = [
  ["/", "to the prompt"],
  ["n", "draw it with another seed"],
  ["h", "how sure it was of each character"],
  ["s", "the sketch"],
  ["m", "let it move, or stand still"],
  ["Esc", "stop"],
  ["?", "this list"],
];

/** Tells of the keys, and switches them off. */
export function ShortcutHelp() {
  const dialog = useRef<HTMLDialogElement>(null);
  const [kept, keep] = useKept("shortcuts", "on");
  const open = () => dialog.current?.showModal();
  useShortcuts({ "?": open });
  return (
    <>
      <button
        type="button"
        class="icon"
        onClick={open}
        aria-label="Keyboard shortcuts"
        title="Keyboard shortcuts"
      >
        ?
      </button>
      <dialog ref={dialog} aria-labelledby="keys">
        <h2 id="keys">Keys</h2>
        <dl class="keys">
          {TOLD.map(([key, does]) => (
            <div key={key}>
              <dt>
                <kbd>{key}</kbd>
              </dt>
              <dd>{does}</dd>
            </div>
          ))}
        </dl>
        <label class="inline">
          <input
            type="checkbox"
            checked={kept !== "off"}
            onChange={({ currentTarget }) => keep(currentTarget.checked ? "on" : "off")}
          />
          Single keys do something
        </label>
        <form method="dialog">
          <button type="submit" class="main">Close</button>
        </form>
      </dialog>
    </>
  );
}
