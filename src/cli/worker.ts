import { Command } from "commander";
/** `ascii-gen worker`. */
export const command = () => new Command("worker");
