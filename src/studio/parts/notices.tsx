/// <reference lib="dom" />
/** What is said in the place of what is not there. */
import type { ComponentChildren } from "preact";

/** An error in words, and what one may do. */
export function Failure({ error, children }: { error: Error; children?: ComponentChildren }) {
  return (
    <div class="notice failure" role="alert">
      <p>
        <strong>{headline(error)}</strong> {error.message}
      </p>
      {children}
    </div>
  );
}

function headline({ name }: Error): string {
  if (name === "Offline") return "No connection.";
  return name === "Refused" ? "Not possible." : "That did not work.";
}

/** Something is on its way. */
export const Waiting = ({ what }: { what: string }) => (
  <p class="notice waiting" aria-busy="true">
    <span class="spinner" aria-hidden="true" />
    {what}
  </p>
);

/** There is nothing, and why. */
export const Nothing = ({ art, children }: { art?: string; children: ComponentChildren }) => (
  <div class="notice nothing">
    {art && <pre aria-hidden="true">{art}</pre>}
    {children}
  </div>
);
