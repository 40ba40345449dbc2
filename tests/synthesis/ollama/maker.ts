/** A process that lets a model write the texts of a plan, to be killed: the server and the folder are told on the command line. */
import { quietly } from "../../../src/base/context.ts";
import { makeDataset } from "../../../src/synthesis/make.ts";
import { EXAMPLES, ollamaPlan } from "./plan.ts";

const [host = "", folder = ""] = Deno.args;
console.log("begun");
await makeDataset(ollamaPlan(host), { folder, templates: EXAMPLES }, quietly);
