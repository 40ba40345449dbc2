/// <reference lib="dom" />
/** What is around every view: the way past the head, the head with the ways to the views, the view that the address names. */
import type { ComponentChildren, JSX } from "preact";
import { useEffect, useRef } from "preact/hooks";
import { Announcer } from "./announce.tsx";
import { type Place, usePlace } from "./place.ts";
import { ShortcutHelp } from "./shortcuts.tsx";
import { ThemeToggle } from "./theme.tsx";

/** A view of the studio. */
export interface View {
  /** As the address names it. */
  name: string;
  title: string;
  show(place: Place): JSX.Element;
}

/** The studio with its views; an address that names none is the first. `children` stand in the head. */
export function Shell({ views, children }: { views: readonly View[]; children?: ComponentChildren }) {
  const place = usePlace();
  const view = views.find(({ name }) => name === place.view) ?? views[0];
  const heading = useRef<HTMLHeadingElement>(null);
  const before = useRef<string>(undefined);
  const key = [view?.name, ...place.rest].join("/");
  useEffect(() => {
    if (view) document.title = `${view.title} – ascii-gen studio`;
    // Who went to another view is at its beginning; who opened the page is where the browser puts them.
    if (before.current !== undefined && before.current !== key) {
      heading.current?.focus();
      scrollTo(0, 0);
    }
    before.current = key;
  }, [key]);
  if (view === undefined) return null;
  return (
    <Announcer>
      <a class="skip" href="#main" onClick={skip}>To the content</a>
      <header class="head">
        <a class="brand" href="#draw">
          <span aria-hidden="true">(^.^)</span> ascii-gen <span class="dim">studio</span>
        </a>
        {views.length > 1 && (
          <nav aria-label="Views">
            {views.map(({ name, title }) => (
              <a key={name} href={`#${name}`} aria-current={name === view.name ? "page" : undefined}>
                {title}
              </a>
            ))}
          </nav>
        )}
        <div class="aside">
          {children}
          <ShortcutHelp />
          <ThemeToggle />
        </div>
      </header>
      <main id="main" tabIndex={-1}>
        <h1 ref={heading} tabIndex={-1} class="unseen">{view.title}</h1>
        <div key={view.name}>{view.show(place)}</div>
      </main>
    </Announcer>
  );
}

/** Goes to the content, and leaves the address, which says what is drawn. */
function skip(event: Event): void {
  event.preventDefault();
  document.querySelector<HTMLElement>("#main")?.focus();
}
