export { defaultBundle, openBundle } from "../operations/default_bundle.ts";
