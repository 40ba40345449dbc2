/// <reference lib="dom" />
/** Starts a run, by a form that is made of what the service says it takes. */
import { useState } from "preact/hooks";
import { useAnnounce } from "../parts/announce.tsx";
import { type FormField, inputOf, type Values } from "../parts/form_field.ts";
import { Inputs } from "../parts/inputs.tsx";
import { Failure, Nothing, Waiting } from "../parts/notices.tsx";
import { hashOf } from "../parts/place.ts";
import { errorOf, useAsked } from "../parts/use.ts";
import type { Run } from "../service/answers.ts";
import type { Api } from "../service/api.ts";
import { schemaFieldsOf } from "../service/document.ts";

const PATH = "/runs/train";
/** What most want to say, if the service takes it. */
const FIRST: readonly string[] = [
  "task",
  "files",
  "preset",
  "architecture",
  "steps",
  "minutes",
  "batchTokens",
  "learningRate",
  "optimizer",
  "seed",
];

export function StartView({ api }: { api: Api }) {
  const [fields] = useAsked(() => schemaFieldsOf(api, PATH), []);
  if (fields.state === "waiting") return <Waiting what="Asking what can be trained…" />;
  if (fields.state === "failed") return <Failure error={fields.error} />;
  if (fields.value.length === 0) {
    return (
      <Nothing>
        <p>This service does not train. It is started without a worker, or from a program that only draws.</p>
      </Nothing>
    );
  }
  return <Form api={api} fields={fields.value} />;
}

function Form({ api, fields }: { api: Api; fields: readonly FormField[] }) {
  const [values, setValues] = useState<Values>({});
  const [failed, setFailed] = useState<Error>();
  const [busy, setBusy] = useState(false);
  const announce = useAnnounce();
  const first = FIRST.flatMap((name) => fields.filter((field) => field.name === name));
  const plain = [...first, ...fields.filter((field) => field.required && !first.includes(field))];
  const others = fields.filter((field) => !plain.includes(field));
  const parts = Map.groupBy(others, ({ part = "" }) => part);
  const start = async () => {
    setBusy(true);
    try {
      const run = await api.post<Run>(PATH, inputOf(fields, values));
      announce("The run is in the queue.");
      location.hash = hashOf(["runs", run.id]);
    } catch (error) {
      setFailed(errorOf(error));
      setBusy(false);
    }
  };
  return (
    <form
      class="stack"
      aria-label="The run"
      onSubmit={(event) => {
        event.preventDefault();
        start();
      }}
    >
      <p>
        <a href="#runs">All runs</a>
      </p>
      <div class="panel">
        <h2>Start a run</h2>
        <Inputs fields={plain} values={values} onValues={setValues} wide />
      </div>
      {Array.from(parts, ([part, inner]) => (
        <details key={part} class="panel">
          <summary>
            {part === "" ? "All else" : part.charAt(0).toUpperCase() + part.slice(1)} ({inner.length})
          </summary>
          <Inputs fields={inner} values={values} onValues={setValues} wide />
        </details>
      ))}
      {failed && <Failure error={failed} />}
      <button type="submit" class="main" disabled={busy}>{busy ? "Asking…" : "Start"}</button>
    </form>
  );
}
