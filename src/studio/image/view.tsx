/// <reference lib="dom" />
/** Image: a picture becomes ASCII art. */
import { useEffect, useRef, useState } from "preact/hooks";
import { IMAGE_FIELDS } from "../../operations/image/fields.ts";
import { formatAmong, FORMATS, nameOf } from "../draw/save.ts";
import { Canvas } from "../draw/figure.tsx";
import { Ways } from "../draw/works.tsx";
import type { Work } from "../draw/sitting.ts";
import { useAnnounce } from "../parts/announce.tsx";
import { Choice } from "../parts/choice.tsx";
import { fieldsOf, inputOf, type Values } from "../parts/form_field.ts";
import { Inputs } from "../parts/inputs.tsx";
import { Failure, Nothing, Waiting } from "../parts/notices.tsx";
import { errorOf, useKept } from "../parts/use.ts";
import type { Picture } from "../service/answers.ts";
import type { Api } from "../service/api.ts";

const FIELDS = fieldsOf(IMAGE_FIELDS, ["style", "width", "maxLines", "charset", "dither", "ramp", "invert"])
  .map((field) => field.name === "width" ? { ...field, usual: "80" } : field);
const TYPES = "image/png,image/jpeg,image/webp,image/gif,image/bmp,image/tiff,image/svg+xml";
/** Milliseconds without a change of the settings after which the picture is drawn anew. */
const PAUSE = 300;

type State = { state: "empty" | "busy" } | { state: "there"; work: Work } | { state: "failed"; error: Error };

export function ImageView({ api }: { api: Api }) {
  const [file, setFile] = useState<File>();
  const [values, setValues] = useState<Values>({});
  const [shown, setShown] = useState<State>({ state: "empty" });
  const [format, setFormat] = useKept("format", "plain");
  const announce = useAnnounce();

  useEffect(() => {
    if (file === undefined) return;
    const abort = new AbortController();
    setShown((before) => before.state === "there" ? before : { state: "busy" });
    const timer = setTimeout(async () => {
      try {
        const given = Object.entries(inputOf(FIELDS, values)).map(([name, value]) => [name, String(value)]);
        const query = new URLSearchParams(given);
        const picture = await api.send<Picture>(
          `/image${query.size > 0 ? `?${query}` : ""}`,
          file,
          abort.signal,
        );
        // No model drew it, and no seed decides anything.
        const drawing = { ...picture, prompt: file.name.replace(/\.\w+$/, ""), seed: 0, model: "none" };
        setShown({ state: "there", work: { text: picture.text, cells: [], drawing } });
        announce(`The picture is drawn: ${picture.width} columns by ${picture.height} lines.`);
      } catch (error) {
        if (!abort.signal.aborted) setShown({ state: "failed", error: errorOf(error) });
      }
    }, PAUSE);
    return () => {
      clearTimeout(timer);
      abort.abort();
    };
  }, [file, values]);

  return (
    <div class="draw">
      <form class="controls panel" aria-label="The picture" onSubmit={(event) => event.preventDefault()}>
        <Drop file={file} onFile={setFile} />
        <Inputs fields={FIELDS} values={values} onValues={setValues} />
      </form>
      <section class="easel" aria-label="The drawing" aria-busy={shown.state === "busy"}>
        {shown.state === "empty" && (
          <Nothing art={FRAME}>
            <p>Choose a picture, or drop or paste one here. It is drawn by the service and not kept.</p>
          </Nothing>
        )}
        {shown.state === "busy" && <Waiting what="Drawing the picture…" />}
        {shown.state === "failed" && <Failure error={shown.error} />}
        {shown.state === "there" && (
          <article class="work">
            <Canvas work={shown.work} heat={false} busy={false} />
            <footer>
              <p>
                <strong>{shown.work.drawing?.prompt}</strong>
                <span class="dim">{shown.work.drawing?.width}×{shown.work.drawing?.height}</span>
              </p>
              <div class="row">
                <Choice
                  name="Take it as"
                  value={formatAmong(FORMATS, format)}
                  onValue={setFormat}
                  choices={FORMATS.map((each) => [each, nameOf(each)] as const)}
                />
                <Ways work={shown.work} format={formatAmong(FORMATS, format)} />
              </div>
              {shown.work.drawing?.notes.map((note) => <p key={note} class="notes">{note}</p>)}
            </footer>
          </article>
        )}
      </section>
    </div>
  );
}

const FRAME = String.raw`+--------------+
|   _     *    |
|  / \  /\     |
| /   \/  \_   |
+--------------+`;

/** Takes a picture by choosing, dropping or pasting. */
function Drop({ file, onFile }: { file: File | undefined; onFile(file: File): void }) {
  const [over, setOver] = useState(false);
  const [url, setUrl] = useState<string>();
  const take = useRef(onFile);
  take.current = onFile;
  useEffect(() => {
    if (file === undefined) return;
    const made = URL.createObjectURL(file);
    setUrl(made);
    return () => URL.revokeObjectURL(made);
  }, [file]);
  useEffect(() => {
    const given = (event: Event, files: FileList | undefined) => {
      const picture = [...files ?? []].find(({ type }) => type.startsWith("image/"));
      if (picture === undefined) return;
      event.preventDefault();
      take.current(picture);
    };
    const pasted = (event: ClipboardEvent) => given(event, event.clipboardData?.files);
    const dragged = (event: DragEvent) => {
      event.preventDefault();
      setOver(event.type === "dragover");
      if (event.type === "drop") given(event, event.dataTransfer?.files);
    };
    addEventListener("paste", pasted);
    for (const type of ["dragover", "dragleave", "drop"] as const) addEventListener(type, dragged);
    return () => {
      removeEventListener("paste", pasted);
      for (const type of ["dragover", "dragleave", "drop"] as const) removeEventListener(type, dragged);
    };
  }, []);
  return (
    <label class={over ? "drop over" : "drop"}>
      {url && <img src={url} alt="" />}
      <strong>{file === undefined ? "Choose a picture" : file.name}</strong>
      <span>{file === undefined ? "PNG, JPEG, WebP, GIF, BMP, TIFF or SVG" : "Choose another"}</span>
      <input
        type="file"
        name="picture"
        accept={TYPES}
        onChange={({ currentTarget }) => {
          const [chosen] = currentTarget.files ?? [];
          if (chosen !== undefined) onFile(chosen);
        }}
      />
    </label>
  );
}
