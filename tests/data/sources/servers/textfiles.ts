import { cp437, withSauce } from "../../found/ansi/files.ts";
import { type LocalServer, serve } from "./server.ts";

/** A listing as the site writes it by hand: one table row a file, with its size and what it is. */
const table = (rows: [string, string][]) =>
  `<HTML><TITLE>ASCII Art</TITLE><BODY BGCOLOR="#000000"><TABLE WIDTH=100%><TD BGCOLOR=#00FF00><FONT COLOR=#000000>
   <B>Filename</B><BR></FONT></TD><TD><B>Size</B><BR></TD><TD><B>Description of the Textfile</B><BR></TD></TR>${
    rows.map(([name, description]) =>
      `<TR VALIGN=TOP><TD ALIGN=TOP><A HREF="${name}">${name}</A> <TD> 1234<BR><TD> ${description}<BR></TR>`
    ).join("\n")
  }</TABLE><A HREF="http://www.example.com/">elsewhere</A></BODY></HTML>`;

/** A listing as Apache writes it. */
const index = (path: string, names: string[]) =>
  `<html><head><title>Index of ${path}</title></head><body><h1>Index of ${path}</h1><table>
   <tr><th><a href="?C=N;O=D">Name</a></th><th><a href="?C=M;O=A">Last modified</a></th></tr>
   <tr><td><a href="../">Parent Directory</a></td></tr>${
    names.map((name) =>
      `<tr><td><a href="${name}">${name}</a></td><td align="right">2001-02-03 04:05  </td><td>1.2K</td></tr>`
    ).join("")
  }</table><address>Apache Server</address></body></html>`;

/** A site built like artscene.textfiles.com. */
export function textfilesSite(): LocalServer {
  const redirect = (location: string) => () => new Response("", { status: 301, headers: { location } });
  return serve({
    "/robots.txt": "User-agent: *\nDisallow: /asciiart/private/\n",
    "/asciiart/": table([
      ["teddy_bear2.txt", "A teddy bear, by us"],
      ["unicorn", "The horse with a horn"],
      ["BOATS", "Boats of all kinds"],
      ["caf%C3%A9.art", ""],
      ["picture.gif", "A picture"],
      ["broken.txt", "Never whole"],
      ["gone.txt", "Moved away"],
      ["private/", "Not for robots"],
      ["sub/", "More"],
    ]),
    "/asciiart/teddy_bear2.txt": '(")_(")\r\n  (oo)\r\n',
    "/asciiart/unicorn": () => new Response("  /\n /|\n", { headers: { "content-type": "text/plain" } }),
    "/asciiart/BOATS": redirect("/asciiart/BOATS/"),
    "/asciiart/BOATS/": index("/asciiart/BOATS", ["raft.ans", "deep/"]),
    "/asciiart/BOATS/raft.ans": withSauce(cp437("\x1b[1;3H|\r\n\x1b[2;1H▓▓▓▓"), {
      title: "Raft",
      author: "drifter",
    }),
    "/asciiart/BOATS/deep/": index("/asciiart/BOATS/deep", ["net.txt"]),
    "/asciiart/BOATS/deep/net.txt": "####\n####\n",
    "/asciiart/caf%C3%A9.art": Uint8Array.of(0x20, 0x82, 0x0a, 0xdb, 0xdb),
    "/asciiart/broken.txt": () =>
      new Response(
        new ReadableStream({
          start: (stream) => stream.enqueue(new TextEncoder().encode("half")),
          pull: (stream) => stream.error(new Error("cut")),
        }),
        { headers: { "content-length": "1000" } },
      ),
    "/asciiart/gone.txt": redirect("http://example.com/gone.txt"),
    "/asciiart/sub/": index("/asciiart/sub", ["BOATS/", "a.txt"]),
    "/asciiart/sub/a.txt": "/\\\n\\/\n",
    "/asciiart/sub/BOATS/": index("/asciiart/sub/BOATS", ["/asciiart/sub/"]),
  });
}
