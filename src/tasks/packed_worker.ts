/// <reference lib="deno.worker" />
/** A data-parallel worker of training within the executable: its code is in the program that this carries. */
import { importPacked, PACKED_PROGRAM } from "../base/packed_program.ts";

// cast: scripts/stage.ts packs src/cli/packed.ts, which has this function
const { serve } = importPacked(PACKED_PROGRAM) as { serve(): void };
serve();
