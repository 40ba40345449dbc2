/// <reference lib="dom" />
/** Corpus: what the model learned from, to be searched and looked at. */
import { useEffect, useState } from "preact/hooks";
import { STYLES } from "../../art/styles.ts";
import { Canvas } from "../draw/figure.tsx";
import { useAnnounce } from "../parts/announce.tsx";
import { Failure, Nothing, Waiting } from "../parts/notices.tsx";
import { hashOf, type Place } from "../parts/place.ts";
import { useAsked } from "../parts/use.ts";
import type { Piece } from "../service/answers.ts";
import type { Api } from "../service/api.ts";

const IDEAS = ["cat", "house", "rocket", "tree", "guitar"];

interface Found {
  mounted: boolean;
  pieces: readonly Piece[];
}

export function CorpusView({ api, place }: { api: Api; place: Place }) {
  const [id] = place.rest;
  return id === undefined ? <Search api={api} place={place} /> : <Look api={api} id={id} />;
}

function Search({ api, place }: { api: Api; place: Place }) {
  const query = place.params.get("q") ?? "", style = place.params.get("style") ?? "";
  const [text, setText] = useState(query);
  useEffect(() => setText(query), [query]);
  const [wanted, setWanted] = useState(style);
  const announce = useAnnounce();
  const [found] = useAsked(async (signal) => {
    const params = new URLSearchParams({ q: query, ...style && { style }, limit: "48" });
    const found = await api.get<Found>(`/corpus/search?${params}`, signal);
    if (found.mounted && query !== "") announce(`${found.pieces.length} pieces for ${query}.`);
    return found;
  }, [query, style]);
  return (
    <>
      <form
        role="search"
        class="row"
        onSubmit={(event) => {
          event.preventDefault();
          location.hash = hashOf(["corpus"], { q: text.trim(), style: wanted });
        }}
      >
        <div class="input grow">
          <label for="query">Search</label>
          <input
            id="query"
            type="search"
            name="q"
            placeholder="a label, a title, an author"
            value={text}
            onInput={({ currentTarget }) => setText(currentTarget.value)}
          />
        </div>
        <div class="input">
          <label for="of-style">Style</label>
          <select
            id="of-style"
            name="style"
            value={wanted}
            onChange={({ currentTarget }) => setWanted(currentTarget.value)}
          >
            <option value="">any</option>
            {STYLES.map((each) => <option key={each} value={each}>{each}</option>)}
          </select>
        </div>
        <button type="submit" class="main low">Search</button>
      </form>
      {found.state === "waiting" && <Waiting what="Searching…" />}
      {found.state === "failed" && <Failure error={found.error} />}
      {found.state === "there" && <Results found={found.value} query={query} />}
    </>
  );
}

function Results({ found: { mounted, pieces }, query }: { found: Found; query: string }) {
  if (!mounted) {
    return (
      <Nothing>
        <p>
          No corpus is mounted. Build one with <code>deno task data</code>, and put it as{" "}
          <code>corpus.db</code> into the folder of the service's corpora.
        </p>
      </Nothing>
    );
  }
  if (pieces.length === 0) {
    return (
      <Nothing>
        <p>
          {query === ""
            ? "Search for a word, such as:"
            : `Nothing is found for “${query}”. Try fewer or shorter words, such as:`}
        </p>
        <ul class="ideas">
          {IDEAS.map((idea) => (
            <li key={idea}>
              <a class="button quiet" href={hashOf(["corpus"], { q: idea })}>{idea}</a>
            </li>
          ))}
        </ul>
      </Nothing>
    );
  }
  return (
    <ul class="pieces">
      {pieces.map((piece) => (
        <li key={piece.sha256}>
          <a href={hashOf(["corpus", piece.sha256])}>{piece.label || piece.title || "without a label"}</a>
          {" "}
          <span class="dim">{piece.style}, {piece.width}×{piece.height}</span>
          <pre role="img" aria-label={`ASCII art: ${piece.label || piece.title}`}>{piece.art}</pre>
          <small>{[piece.source, piece.author && `by ${piece.author}`].filter(Boolean).join(", ")}</small>
        </li>
      ))}
    </ul>
  );
}

function Look({ api, id }: { api: Api; id: string }) {
  const [asked] = useAsked((signal) => api.get<Piece>(`/corpus/${encodeURIComponent(id)}`, signal), [id]);
  if (asked.state === "waiting") return <Waiting what="Fetching it…" />;
  if (asked.state === "failed") return <Failure error={asked.error} />;
  const piece = asked.value;
  const facts: readonly [string, string][] = [
    ["Labels", [piece.label, ...piece.labels].filter(Boolean).join(", ")],
    ["Style", piece.style],
    ["Size", `${piece.width} columns by ${piece.height} lines`],
    ["Split", piece.split],
    ["Title", piece.title],
    ["Author", piece.author],
    ["Source", `${piece.source} ${piece.source_id}`],
    ["Licence", piece.licence],
    ["Attribution", piece.attribution],
  ];
  return (
    <article class="stack">
      <p>
        <a href="#corpus">All pieces</a>
      </p>
      <div class="work">
        <Canvas work={{ text: piece.art, cells: [] }} heat={false} busy={false} />
      </div>
      <dl class="facts">
        {facts.filter(([, fact]) => fact !== "").map(([name, fact]) => (
          <>
            <dt>{name}</dt>
            <dd>{fact}</dd>
          </>
        ))}
        {/^https?:/.test(piece.url) && (
          <>
            <dt>Found at</dt>
            <dd>
              <a href={piece.url} rel="noreferrer noopener" target="_blank">{piece.url}</a>
            </dd>
          </>
        )}
      </dl>
      {piece.label && (
        <p>
          <a class="button" href={hashOf(["draw"], { prompt: piece.label })}>Draw “{piece.label}”</a>
        </p>
      )}
    </article>
  );
}
