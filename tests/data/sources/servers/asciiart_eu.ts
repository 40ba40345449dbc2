import { type LocalServer, serve } from "./server.ts";

/** Pieces made for the tests, by what they show. */
export const ART = {
  cat: " /\\_/\\\n( o.o )\n > ^ <",
  kitten: " |\\__/|\n & <o o>\n  '--\"'",
  ant: '\\(")/\n-( )-\n/(_)\\',
  cup: "  ) )\n.____.\n|    |]\n'----'",
  fish: "|\\   ,\n| >< o>\n|/   '",
};

const escape = (text: string) =>
  text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll('"', "&quot;");

const page = (title: string, body: string) =>
  `<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>${title} - ASCII Art Archive</title></head><body>
  <nav><a class="navbar-brand" href="/">ASCII Art Archive</a><a class="nav-link" href="/gallery">Gallery</a>
  <a class="nav-link" href="/image-to-ascii">Image to ASCII</a><a class="nav-link" href="/about">About</a></nav>
  <main>${body}</main><footer><a href="/privacy-policy">Privacy</a><a href="https://example.com/animals">x</a></footer>
  <script>const template = '<pre>not\\na piece</pre>';</script></body></html>`;

const gallery = (paths: string[]) =>
  paths.map((path) => `<a class="card card-gallery" href="${path}"><pre>icon</pre><span>${path}</span></a>`)
    .join("\n");

const card = (id: string, title: string, artist: string, art: string) =>
  `<div class="card art-card bg-dark" data-id="${id}" data-title="${escape(title)}" data-artist="${
    escape(artist)
  }"
   data-height="3" data-width="8"><div class="card-header"><span class="fw-medium">${escape(title)}
   <small>by ${escape(artist)}</small></span></div><div class="card-body"><div class="art-card__ascii">${
    escape(art).replaceAll("\n", "\r\n")
  }\r</div></div><div class="card-footer"><a href="/art/${id}">Link</a></div></div>`;

/** A site built like asciiart.eu; one category has the older markup, one shows its pieces on pages of their own. */
export function asciiArtEuSite(): LocalServer {
  return serve({
    "/gallery": page("Gallery", gallery(["/animals", "/food-and-drinks", "/vehicles", "/logos"])),
    "/animals": page("Animals", gallery(["/animals/cats", "/animals/insects", "/animals/other-water"])),
    "/animals/cats": page(
      "Cats",
      `<pre class="opacity-75">cat, kitten</pre>${card("aa11", "Sitting <cat>", "J & K", ART.cat)}
       ${card("bb22", "Kitten", "Unknown", ART.kitten)}`,
    ),
    "/animals/insects": page("Insects", gallery(["/animals/insects/ants"])),
    "/animals/insects/ants": page(
      "Ants",
      card("cc33", "", "unknown", ART.ant) + card("aa11", "Again", "x", ART.cat),
    ),
    "/animals/other-water": page(
      "Other",
      `<div class="asciiarts mt-3"><div class="card"><h3>Fish</h3><pre class="p-3">\n${
        escape(ART.fish).replace("o", "<b>o</b>")
      }</pre><small>by Someone</small></div></div>`,
    ),
    "/food-and-drinks": page(
      "Food",
      `<div class="card art-card" data-id="dd44" data-title="Cup" data-artist="Me"><a href="/art/dd44">Show</a></div>
       <div class="card art-card" data-id="ee55"><a href="/art/ee55">Show</a></div>`,
    ),
    "/art/dd44": page("Cup", card("dd44", "Cup", "Me", ART.cup)),
    "/art/ee55": page("Nothing", "<p>Moved</p>"),
    "/vehicles": () => new Response("", { status: 500 }),
    "/logos": page("Logos", "<p>nothing yet</p>"),
  });
}
