/** Events that a server sends, read from the body of an answer. */

export interface ServerEvent {
  id: string;
  /** "message" unless it says otherwise. */
  event: string;
  data: string;
}

/** The events of a stream as they come. */
export async function* serverEvents(
  body: ReadableStream<Uint8Array<ArrayBuffer>>,
): AsyncGenerator<ServerEvent> {
  let waiting = "";
  let id = "";
  let event = "message";
  let data: string[] = [];
  for await (const text of body.pipeThrough(new TextDecoderStream())) {
    const lines = (waiting + text).split(/\r\n|\n|\r(?!$)/);
    waiting = lines.pop() ?? "";
    for (const line of lines) {
      if (line === "") {
        if (data.length > 0) yield { id, event, data: data.join("\n") };
        [event, data] = ["message", []];
        continue;
      }
      const [, name = "", value = ""] = /^([^:]*)(?:: ?(.*))?$/s.exec(line) ?? [];
      if (name === "id") id = value;
      if (name === "event") event = value;
      if (name === "data") data.push(value);
    }
  }
}
