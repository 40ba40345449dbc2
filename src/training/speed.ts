/** How fast a machine will train, before it does. */
import { productSpeed } from "../engine/speed.ts";
import type { ParameterSpec } from "../network/parameters.ts";
import type { TrainingOptions } from "./options.ts";

/** Share of a plain product's speed that a step reaches. */
const REACHED = 0.4;
/** Operations for each weight and position: two to go forward, four to go back. */
export const OPERATIONS = 6;
/** Seconds that a position takes besides its products. */
const BESIDES = 6e-6;

/** Operations a second that one core is good for in training: a short measurement. */
export const measuredSpeed = async (backend: TrainingOptions["backend"]): Promise<number> =>
  REACHED * await productSpeed(backend);

/** Weights that each position is multiplied with; rows of tables are only looked up. */
export const multiplied = (specs: readonly ParameterSpec[]): number =>
  specs.reduce((sum, { role, size }) => sum + (role === "table" ? 0 : size), 0);

/** Positions a second that some cores train, of a `speed` each. */
export const positionsPerSecond = (speed: number, weights: number, cores: number): number =>
  cores / (OPERATIONS * weights / speed + BESIDES);
