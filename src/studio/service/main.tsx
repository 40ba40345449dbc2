/// <reference lib="dom" />
import { render } from "preact";
import { useState } from "preact/hooks";
import uPlot from "uplot";

function App() {
  const [n, set] = useState(0);
  return <button type="button" onClick={() => set(n + 1)}>{n}</button>;
}
render(<App />, document.querySelector("#app")!);
console.log(uPlot);
