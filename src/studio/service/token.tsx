/// <reference lib="dom" />
/** Asks a person for the token of the service, where it wants one; kept as long as the tab is open. */
import { useEffect, useRef, useState } from "preact/hooks";
import type { Tokens } from "./api.ts";

const KEPT = "studio.token";

interface Asking {
  refused: boolean;
  answer(token: string | undefined): void;
}

/** Tokens, and who is to ask for them once the page is there. */
export function keptTokens() {
  let asker: ((asking: Asking) => void) | undefined;
  let pending: Promise<string | undefined> | undefined;
  const tokens: Tokens = {
    kept: () => sessionStorage.getItem(KEPT),
    ask: (refused) =>
      // Many may find that they need one: a person is asked once.
      pending ??= new Promise<string | undefined>((resolve) => {
        if (asker === undefined) resolve(undefined);
        else asker({ refused, answer: resolve });
      }).then((token) => {
        if (token !== undefined) sessionStorage.setItem(KEPT, token);
        return token;
      }).finally(() => pending = undefined),
  };
  return { tokens, askBy: (ask: ((asking: Asking) => void) | undefined) => asker = ask };
}

export type KeptTokens = ReturnType<typeof keptTokens>;

export function TokenDialog({ askBy }: Pick<KeptTokens, "askBy">) {
  const dialog = useRef<HTMLDialogElement>(null);
  const [asking, setAsking] = useState<Asking>();
  const [token, setToken] = useState("");
  useEffect(() => {
    askBy((asking) => {
      setAsking(asking);
      setToken("");
      dialog.current?.showModal();
    });
    return () => void askBy(undefined);
  }, []);
  const close = (answer?: string) => {
    asking?.answer(answer);
    setAsking(undefined);
    if (dialog.current?.open) dialog.current.close();
  };
  return (
    <dialog ref={dialog} aria-labelledby="token-title" onClose={() => close()}>
      <form
        method="dialog"
        onSubmit={(event) => {
          event.preventDefault();
          close(token.trim());
        }}
      >
        <h2 id="token-title">A token, please</h2>
        <p>
          {asking?.refused
            ? "The service does not know that token, or it may not do this."
            : "This service answers who has a token. Ask whoever runs it."}
        </p>
        <div class="input">
          <label for="token">Token</label>
          <input
            id="token"
            type="password"
            required
            autocomplete="off"
            value={token}
            onInput={({ currentTarget }) => setToken(currentTarget.value)}
          />
          <small>It is kept until this tab is closed.</small>
        </div>
        <div class="row">
          <button type="submit" class="main">Go on</button>
          <button type="button" onClick={() => close()}>Cancel</button>
        </div>
      </form>
    </dialog>
  );
}
