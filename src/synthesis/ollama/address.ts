/** Where Ollama is. */
import { UserError } from "../../base/errors.ts";
import { checkScheme } from "../../data/fetch/address.ts";

const PORT = "11434", HERE = "127.0.0.1";
/** What a server listens at to be reached from everywhere; it is reached here, too. */
const EVERYWHERE = new Set(["0.0.0.0", "[::]"]);

/**
 * The address that a text names, such as the value of OLLAMA_HOST, with what is left out as Ollama has it: "host",
 * "host:port", ":port", or a URL. Throws a UserError of kind "usage" for what is none, "input" for one with a password.
 */
export function ollamaAddress(told = ""): URL {
  const text = told.trim().replace(/^["']|["']$/g, "");
  const isUrl = text.includes("://");
  const host = /^(?::\d+)?$/.test(text) ? HERE : "";
  const url = URL.parse(isUrl ? text : `http://${host}${bracketed(text)}`);
  if (url === null) {
    throw new UserError("usage", `${JSON.stringify(told)} is no address of Ollama, such as ${HERE}:${PORT}`);
  }
  checkScheme(url);
  // A URL has its scheme's own port, anything else that of Ollama; "host:80" is told by its text, since a URL forgets it.
  if (!isUrl && url.port === "" && !/:80(?:\/|$)/.test(text)) url.port = PORT;
  if (EVERYWHERE.has(url.hostname)) url.hostname = HERE;
  url.search = url.hash = "";
  url.pathname = url.pathname.replace(/\/*$/, "/");
  return url;
}

/** IPv6 addresses stand in brackets where a port may follow. */
const bracketed = (text: string): string =>
  /^[\da-f]*:[\da-f:]*:[\da-f:.]*$/i.test(text) ? `[${text}]` : text;

/** An address as it is told. */
export const shownAddress = (url: URL): string => url.href.replace(/\/$/, "");
