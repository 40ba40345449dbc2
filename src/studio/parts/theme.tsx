/// <reference lib="dom" />
/** Light, dark, or as the system has it. */
import { useEffect } from "preact/hooks";
import { useKept } from "./use.ts";

const NEXT: Readonly<Record<string, string>> = { auto: "light", light: "dark", dark: "auto" };
const SIGNS: Readonly<Record<string, string>> = { auto: "◐", light: "○", dark: "●" };

export function ThemeToggle() {
  const [theme, setTheme] = useKept("theme", "auto");
  useEffect(() => {
    if (theme === "auto") delete document.documentElement.dataset["theme"];
    else document.documentElement.dataset["theme"] = theme;
  }, [theme]);
  return (
    <button
      type="button"
      class="icon"
      onClick={() => setTheme(NEXT[theme] ?? "auto")}
      aria-label={`Colours: ${theme === "auto" ? "as the system has them" : theme}`}
      title={`Colours: ${theme}`}
    >
      {SIGNS[theme] ?? "◐"}
    </button>
  );
}
