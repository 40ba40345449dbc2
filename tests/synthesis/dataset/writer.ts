/** A process that writes a data set, to be killed: its folder is told on the command line. */
import { quietly } from "../../../src/base/context.ts";
import { writeDataset } from "../../../src/synthesis/dataset/write.ts";
import { requestIn } from "./made.ts";

const [folder = ""] = Deno.args;
console.log("begun");
await writeDataset(requestIn(folder, { commitBytes: 1000 }), quietly);
