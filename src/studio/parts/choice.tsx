/// <reference lib="dom" />
/** One of a few, in a line. */
export function Choice({ name, value, choices, onValue }: {
  name: string;
  value: string;
  choices: readonly (readonly [value: string, text: string])[];
  onValue(value: string): void;
}) {
  return (
    <label class="inline">
      <span>{name}</span>
      <select value={value} onChange={({ currentTarget }) => onValue(currentTarget.value)}>
        {choices.map(([value, text]) => <option key={value} value={value}>{text}</option>)}
      </select>
    </label>
  );
}
