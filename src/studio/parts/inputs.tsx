/// <reference lib="dom" />
/** Inputs of a form, a label each, with what they are for. */
import { useId } from "preact/hooks";
import type { FormField, Values } from "./form_field.ts";

interface Props {
  field: FormField;
  value: string;
  onValue(value: string): void;
}

/** Inputs for fields. */
export function Inputs({ fields, values, onValues, wide = false }: {
  fields: readonly FormField[];
  values: Values;
  onValues(values: Values): void;
  wide?: boolean;
}) {
  return (
    <div class={wide ? "inputs wide" : "inputs"}>
      {fields.map((field) => (
        <Input
          key={field.name}
          field={field}
          value={values[field.name] ?? ""}
          onValue={(value) => onValues({ ...values, [field.name]: value })}
        />
      ))}
    </div>
  );
}

/** An input for a field. */
export function Input({ field, value, onValue }: Props) {
  const id = useId();
  const hint = field.hint === "" ? undefined : `${id}-hint`;
  if (field.kind === "switch") {
    return (
      <div class="input switch">
        <input
          type="checkbox"
          id={id}
          name={field.name}
          checked={value === "on"}
          aria-describedby={hint}
          onChange={({ currentTarget }) => onValue(currentTarget.checked ? "on" : "")}
        />
        <label for={id}>{field.label}</label>
        {hint && <small id={hint}>{field.hint}</small>}
      </div>
    );
  }
  return (
    <div class="input">
      <label for={id}>
        {field.label}
        {field.required && <span class="dim">(needed)</span>}
      </label>
      <Entry field={field} value={value} onValue={onValue} id={id} hint={hint} />
      {hint && <small id={hint}>{field.hint}</small>}
    </div>
  );
}

function Entry({ field, value, onValue, id, hint }: Props & { id: string; hint: string | undefined }) {
  const { name, kind, choices, fallback, usual } = field;
  const common = { id, name, "aria-describedby": hint };
  if (kind === "choice") {
    return (
      <select {...common} value={value} onChange={({ currentTarget }) => onValue(currentTarget.value)}>
        {fallback === undefined && <option value="">{usual ?? "as usual"}</option>}
        {choices?.map((choice) => (
          <option key={choice} value={choice === fallback ? "" : choice}>{choice}</option>
        ))}
      </select>
    );
  }
  if (kind === "lines") {
    return (
      <textarea
        {...common}
        rows={2}
        value={value}
        placeholder={String.raw`one a line; \n is a line break`}
        autocomplete="off"
        spellcheck={false}
        onInput={({ currentTarget }) => onValue(currentTarget.value)}
      />
    );
  }
  const isNumber = kind === "integer" || kind === "number";
  const list = choices === undefined ? undefined : `${id}-list`;
  return (
    <>
      <input
        {...common}
        type={isNumber ? "number" : "text"}
        inputMode={kind === "integer" ? "numeric" : kind === "number" ? "decimal" : undefined}
        step={kind === "number" ? "any" : undefined}
        min={field.least}
        max={field.most}
        required={field.required}
        value={value}
        list={list}
        placeholder={fallback ?? usual ?? (kind === "list" ? "a,b" : kind === "json" ? "{ }" : undefined)}
        autocomplete="off"
        spellcheck={false}
        onInput={({ currentTarget }) => onValue(currentTarget.value)}
      />
      {list && (
        <datalist id={list}>{choices?.map((choice) => <option key={choice} value={choice} />)}</datalist>
      )}
    </>
  );
}

/** A few choices side by side, one of which holds. */
export function Segments({ legend, name, choices, value, onValue }: {
  legend: string;
  name: string;
  choices: readonly string[];
  value: string;
  onValue(value: string): void;
}) {
  return (
    <fieldset class="segments">
      <legend>{legend}</legend>
      <div>
        {choices.map((choice) => (
          <label key={choice}>
            <input
              type="radio"
              name={name}
              value={choice}
              checked={choice === value}
              onChange={() => onValue(choice)}
            />
            <span>{choice}</span>
          </label>
        ))}
      </div>
    </fieldset>
  );
}
