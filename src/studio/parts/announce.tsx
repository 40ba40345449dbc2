/// <reference lib="dom" />
/** What a screen reader is told: a sentence at a time, and nothing while something is in the making. */
import { type ComponentChildren, createContext } from "preact";
import { useCallback, useContext, useState } from "preact/hooks";

const Announcing = createContext<(text: string) => void>(() => {});

/** Says a sentence to who listens. */
export const useAnnounce = () => useContext(Announcing);

/** The only live region of the page, around all that may speak. */
export function Announcer({ children }: { children: ComponentChildren }) {
  const [said, setSaid] = useState({ text: "", turn: 0 });
  // Two regions by turns, so that the same sentence is said again.
  const say = useCallback((text: string) => setSaid(({ turn }) => ({ text, turn: 1 - turn })), []);
  return (
    <Announcing.Provider value={say}>
      {children}
      {[0, 1].map((turn) => (
        <p key={turn} class="unseen" role="status">{said.turn === turn ? said.text : ""}</p>
      ))}
    </Announcing.Provider>
  );
}
