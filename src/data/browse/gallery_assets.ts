/** Style sheet of the gallery: light or dark as the reader has it. What is out of sight is not laid out. */
export const STYLE = `
:root { color-scheme: light dark; --ink: #1d2430; --dim: #5d6775; --paper: #fff; --panel: #f4f5f7; --line: #d5d9df; }
@media (prefers-color-scheme: dark) { :root { --ink: #e4e7eb; --dim: #9aa4b1; --paper: #14181e; --panel: #1d232b;
  --line: #39424e; } }
* { box-sizing: border-box; }
body { margin: 0 auto; padding: 1.5rem; max-width: 90rem; background: var(--paper); color: var(--ink);
  font: 16px/1.5 system-ui, sans-serif; }
h1 { margin: 0 0 .5rem; } header p { color: var(--dim); } summary { cursor: pointer; }
.tiles { display: grid; grid-template-columns: repeat(auto-fit, minmax(11rem, 1fr)); gap: 1rem; margin: 1rem 0; }
.tiles div { background: var(--panel); border-radius: .5rem; padding: .8rem 1rem; }
.tiles b { display: block; font-size: 1.8rem; line-height: 1.2; } .tiles span { color: var(--dim); font-size: .9rem; }
.tables { display: flex; flex-wrap: wrap; gap: 2rem; align-items: start; }
table { border-collapse: collapse; font-size: .9rem; font-variant-numeric: tabular-nums; }
th, td { padding: .3rem .7rem; border-bottom: 1px solid var(--line); text-align: right; font-weight: 400; }
th:first-child { text-align: left; } thead th { font-weight: 600; }
form { position: sticky; top: 0; display: flex; flex-wrap: wrap; gap: .8rem; align-items: center; padding: .8rem 0;
  background: var(--paper); border-bottom: 1px solid var(--line); margin: 1rem 0; }
form[hidden] { display: none; } label { font-size: .9rem; color: var(--dim); }
input, select, button { font: inherit; color: var(--ink); background: var(--panel); border: 1px solid var(--line);
  border-radius: .3rem; padding: .2rem .5rem; max-width: 14rem; }
.sheet { display: grid; grid-template-columns: repeat(auto-fill, minmax(min(100%, 22rem), 1fr)); gap: .8rem; }
figure { margin: 0; background: var(--panel); border-radius: .5rem; padding: .6rem .8rem; overflow: hidden;
  content-visibility: auto; contain-intrinsic-size: auto 20rem; }
figure[hidden] { display: none; }
figcaption { font-size: .85rem; color: var(--dim); overflow-wrap: anywhere; }
figcaption b { color: var(--ink); font-size: 1rem; } figcaption small { display: block; }
pre { margin: .4rem 0 0; font: 11px/1.2 "DejaVu Sans Mono", ui-monospace, Menlo, Consolas, monospace; overflow-x: auto; }
`;

/** Hides what the form does not ask for; the address keeps what it asks for. */
export const SCRIPT = `
const form = document.querySelector("form"), output = document.querySelector("output");
const figures = [...document.querySelectorAll("figure")];
const show = () => {
  const wanted = Object.fromEntries(new FormData(form));
  const words = wanted.text.toLowerCase().split(/\\s+/).filter(Boolean);
  let shown = 0;
  for (const figure of figures) {
    const { text, ...facts } = figure.dataset;
    const fits = words.every((word) => text.includes(word)) &&
      Object.entries(facts).every(([name, value]) => !wanted[name] || wanted[name] === value);
    figure.hidden = !fits;
    if (fits) shown++;
  }
  output.value = shown + " of " + figures.length;
  const asked = Object.entries(wanted).filter(([, value]) => value !== "");
  history.replaceState(null, "", "#" + new URLSearchParams(asked));
};
for (const [name, value] of new URLSearchParams(location.hash.slice(1))) {
  if (form.elements[name]) form.elements[name].value = value;
}
form.hidden = false;
form.addEventListener("input", show);
form.addEventListener("reset", () => setTimeout(show));
form.addEventListener("submit", (event) => event.preventDefault());
show();
`;
