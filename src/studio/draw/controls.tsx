/// <reference lib="dom" />
/** The form of the Draw view. Without a script the same form is a page of its own: /draw.html. */
import type { RefObject } from "preact";
import type { Values } from "../parts/form_field.ts";
import { Input, Inputs, Segments } from "../parts/inputs.tsx";
import { ANIMATE, asksForLetters, COLOUR, FONT, MORE, MOTION, PLAIN, STYLE, WORDS } from "./settings.ts";

/** Pixels below which settings are not unfolded: the drawing is more to be seen. */
export const NARROW = 860;

interface Props {
  values: Values;
  onValues(values: Values): void;
  onDraw(): void;
  onStop(): void;
  busy: boolean;
  prompt: RefObject<HTMLInputElement | null>;
  /** Words that the model knows. */
  words: readonly string[];
}

export function Controls({ values, onValues, onDraw, onStop, busy, prompt, words }: Props) {
  const style = values["style"] || STYLE.fallback || "";
  const letters = asksForLetters(values), moves = (values[ANIMATE.name] ?? "") !== "";
  const hasWords = WORDS.some(({ name }) => (values[name] ?? "") !== "");
  const set = (name: string, value: string) => onValues({ ...values, [name]: value });
  return (
    <form
      class="controls panel"
      aria-label="What to draw"
      onSubmit={(event) => {
        event.preventDefault();
        onDraw();
      }}
    >
      <div class="prompt">
        <label for="prompt">What to draw</label>
        <input
          id="prompt"
          ref={prompt}
          name="prompt"
          list="words"
          required
          maxLength={200}
          placeholder="a word or a phrase"
          autocomplete="off"
          enterkeyhint="go"
          value={values["prompt"] ?? ""}
          onInput={({ currentTarget }) => set("prompt", currentTarget.value)}
        />
        <datalist id="words">{words.map((word) => <option key={word} value={word} />)}</datalist>
        {busy
          ? <button type="button" class="main" onClick={onStop}>Stop</button>
          : <button type="submit" class="main">Draw</button>}
      </div>
      <Segments
        legend="Style"
        name="style"
        choices={STYLE.choices ?? []}
        value={style}
        onValue={(value) => set("style", value === STYLE.fallback ? "" : value)}
      />
      {letters && <Input field={FONT} value={values["font"] ?? ""} onValue={(value) => set("font", value)} />}
      <Inputs fields={letters ? [ANIMATE] : [COLOUR, ANIMATE]} values={values} onValues={onValues} />
      {moves && (
        <Input
          field={MOTION}
          value={values["motion"] ?? ""}
          onValue={(value) => set("motion", value)}
        />
      )}
      <details open={innerWidth > NARROW}>
        <summary>Settings</summary>
        <Inputs fields={PLAIN} values={values} onValues={onValues} />
        <details open={hasWords}>
          <summary>Words in the picture</summary>
          <Inputs fields={WORDS} values={values} onValues={onValues} wide />
        </details>
        <details>
          <summary>More settings</summary>
          <Inputs fields={MORE.filter((field) => field !== FONT)} values={values} onValues={onValues} />
        </details>
      </details>
    </form>
  );
}
