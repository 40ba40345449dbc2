/** What this program asks of Ollama: who it is, which models it has, and texts. */
import * as z from "zod";
import { UserError } from "../../base/errors.ts";
import { readBytes } from "../../base/files.ts";
import { parseAs } from "../../base/schema.ts";
import { retryAfterMs, TemporaryError } from "../../data/fetch/retry.ts";
import { shownAddress } from "./address.ts";
import { inLine } from "./words.ts";
import { type Answering, ask } from "./http.ts";
import { type Generated, type GenerateRequest, readGenerated } from "./generate.ts";
import { silenceTimer } from "./silence.ts";

/** A model that Ollama has. */
export interface OllamaModel {
  name: string;
  /** Of its file. */
  bytes: number;
  /** As Ollama tells them, such as "3.2B" and "Q4_K_M"; empty where it does not. */
  parameters: string;
  quantization: string;
  /** Where it is computed, if that is another's machine. */
  remote?: string;
}

/** How long is waited, in milliseconds. */
export interface Patience {
  /** For the beginning of a short answer. */
  answerMs: number;
  /** For the first token: the model may be loaded from a slow disk, and other requests come first. */
  firstMs: number;
  /** Between two tokens. */
  silenceMs: number;
}
const PATIENCE: Patience = { answerMs: 15_000, firstMs: 900_000, silenceMs: 180_000 };

export interface OllamaClient {
  address: string;
  /** Its version. Throws a UserError of kind "environment" where nothing answers, or something else does. */
  version(signal: AbortSignal): Promise<string>;
  models(signal: AbortSignal): Promise<OllamaModel[]>;
  /**
   * One text, whole. Throws a TemporaryError where another try may help (no connection, a busy or failing server, an answer
   * that stalls, is cut or ends in an error), a UserError of kind "environment" where none does.
   */
  generate(request: GenerateRequest, signal: AbortSignal): Promise<Generated>;
}

/** Bytes of a short answer. */
const MOST = 1 << 24;

const versionSchema = z.object({ version: z.string() });
const tagsSchema = z.object({
  models: z.array(z.object({
    name: z.string(),
    size: z.number().default(0),
    remote_host: z.string().optional(),
    details: z.object({
      parameter_size: z.string().nullish(),
      quantization_level: z.string().nullish(),
    }).nullish(),
  })).nullable(),
});

/** A client for the Ollama at an address, which `ollamaAddress` gives; it connects nowhere else. */
export function ollamaClient(url: URL, given: Partial<Patience> = {}): OllamaClient {
  const patience = { ...PATIENCE, ...given };
  const address = shownAddress(url);
  const get = async <T>(path: string, schema: z.ZodType<T>, signal: AbortSignal): Promise<T> => {
    using timer = silenceTimer(patience.answerMs, signal);
    try {
      const answer = await ask({ url: new URL(path, url), signal: timer.signal });
      if (answer.status !== 200) throw await problemOf(answer, address);
      return parseAs(
        schema,
        await jsonOf(answer, address),
        "environment",
        `what answers at ${address} is no Ollama`,
      );
    } catch (error) {
      signal.throwIfAborted();
      if (!(error instanceof TemporaryError)) throw error;
      throw new UserError(
        "environment",
        `no Ollama answers at ${address} (${error.message}): start it ("ollama serve"), or name its place by OLLAMA_HOST`,
        { cause: error },
      );
    }
  };
  return {
    address,
    version: async (signal) => (await get("api/version", versionSchema, signal)).version,
    async models(signal) {
      const { models } = await get("api/tags", tagsSchema, signal);
      return (models ?? []).map(({ name, size, details, remote_host: remote }) => ({
        ...{ name, bytes: size, parameters: details?.parameter_size ?? "" },
        ...{
          quantization: details?.quantization_level ?? "",
          ...remote !== undefined && remote !== "" && { remote },
        },
      }));
    },
    async generate(request, signal) {
      using timer = silenceTimer(patience.firstMs, signal);
      const answer = await ask({
        url: new URL("api/generate", url),
        // Thoughts are no texts, and would take up the tokens that one may have.
        body: { ...request, most: undefined, stream: true, think: false, keep_alive: "30m" },
        signal: timer.signal,
      });
      if (answer.status !== 200) throw await problemOf(answer, address);
      return await readGenerated(answer.body, request.most, address, () => timer.heard(patience.silenceMs));
    },
  };
}

async function jsonOf(answer: Answering, address: string): Promise<unknown> {
  const tooLong = () => new UserError("environment", `${address} answers more than ${MOST} bytes`);
  const text = new TextDecoder().decode(await readBytes(answer.body, MOST, tooLong));
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new UserError(
      "environment",
      `what answers at ${address} is no Ollama: it says ${JSON.stringify(text.slice(0, 40))}`,
      { cause },
    );
  }
}

const errorSchema = z.object({ error: z.string() });

/** What a status other than 200 comes to. */
async function problemOf(answer: Answering, address: string): Promise<Error> {
  const { status } = answer;
  const location = answer.header("location");
  if (status >= 300 && status < 400) {
    return new UserError(
      "environment",
      `${address} redirects to ${inLine(location ?? "nowhere")}, which is not followed`,
    );
  }
  const parsed = errorSchema.safeParse(await jsonOf(answer, address).catch(() => undefined));
  const told = parsed.success ? `: ${inLine(parsed.data.error)}` : "";
  if (status === 429 || status >= 500 && status !== 501) {
    const asked = retryAfterMs(answer.header("retry-after") ?? null);
    return new TemporaryError(`it answers ${status}${told}`, { retryAfterMs: asked });
  }
  return new UserError("environment", `Ollama at ${address} answers ${status}${told}`);
}

/** A name without the tag that Ollama takes for granted. */
const plainName = (name: string): string => name.replace(/:latest$/, "");

/** The model of a name. Throws a UserError of kind "environment" that names those there are. */
export async function requireModel(
  client: OllamaClient,
  name: string,
  signal: AbortSignal,
): Promise<OllamaModel> {
  const models = await client.models(signal);
  const found = models.find((model) => plainName(model.name) === plainName(name));
  if (found !== undefined) return found;
  const there = models.length === 0
    ? `it has none; get one by "ollama pull ${name}"`
    : `it has ${models.map((model) => inLine(plainName(model.name))).join(", ")}`;
  throw new UserError(
    "environment",
    `Ollama at ${client.address} has no model ${JSON.stringify(name)}: ${there}`,
  );
}
