/** An answer of which it is known when it has been given, or was left. */

export interface Watch {
  /** Called when the client left before the end. */
  gone(): void;
  /** Called once, at the end, whichever it is. */
  over(): void;
  /** Called where the answer cannot go on. */
  failed(error: unknown): void;
  /** Whether only its head is asked for. */
  isHead: boolean;
}

/** Answers that are whole from the start. */
const WHOLE = /^application\/(?:problem\+)?json\b/;

export async function watched(
  response: Response,
  { gone, over, failed, isHead }: Watch,
): Promise<Response> {
  const type = response.headers.get("content-type") ?? "";
  if (isHead && !type.startsWith("text/event-stream") && !response.headers.has("content-length")) {
    const { byteLength } = await response.arrayBuffer(), headers = new Headers(response.headers);
    headers.set("content-length", String(byteLength));
    over();
    return new Response(null, { status: response.status, headers });
  }
  if (!isHead && WHOLE.test(type)) {
    over();
    // To ask for its body would make a stream of it, of no known length.
    return response;
  }
  const { body } = response;
  if (isHead || body === null) {
    gone();
    over();
    body?.cancel().catch(() => {});
    return new Response(null, response);
  }
  const reader = body.getReader();
  let left = false;
  const stream = new ReadableStream<Uint8Array>({
    async pull(controller) {
      try {
        const { done, value } = await reader.read();
        // Nobody is there to be given it.
        if (left) return;
        if (!done) return controller.enqueue(value);
        controller.close();
        over();
      } catch (error) {
        if (left) return;
        over();
        failed(error);
        controller.error(error);
      }
    },
    cancel(reason) {
      left = true;
      gone();
      over();
      return reader.cancel(reason);
    },
  }, { highWaterMark: 0 });
  return new Response(stream, response);
}
