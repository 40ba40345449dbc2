/** The store that settings name, for commands that use nothing else of a service. */
import type { Fields } from "../../base/fields.ts";
import { openArtifacts } from "../../service/artifacts/open.ts";
import type { Artifacts } from "../../service/artifacts/store.ts";
import { SERVICE_FLAGS, settingsOf } from "../service/settings.ts";

/** Flags that say where artifacts, and what names them, are. */
export const STORE_FLAGS: Fields = Object.fromEntries(
  Object.entries(SERVICE_FLAGS).filter(([name]) => /^(?:config|root|artifacts|queue(?:Url|Name))/.test(name)),
);

export const storeOf = async (flags: Record<string, unknown>): Promise<Artifacts> =>
  await openArtifacts(await settingsOf(flags));
