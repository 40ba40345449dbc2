export { DEFAULT_LINES, DEFAULT_WIDTH, SAMPLING } from "../../tasks/art/draw/defaults.ts";
