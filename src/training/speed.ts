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

/** What was measured; a run asks before its network is chosen, and after. */
const measured = new Map<TrainingOptions["backend"], number>();

/** Operations a second that one core is good for in training: a short measurement, made once. */
export async function measuredSpeed(backend: TrainingOptions["backend"]): Promise<number> {
  const speed = measured.get(backend) ?? REACHED * await productSpeed(backend);
  measured.set(backend, speed);
  return speed;
}

/** Weights that each position is multiplied with; rows of tables are only looked up. */
export const multiplied = (specs: readonly ParameterSpec[]): number =>
  specs.reduce((sum, { role, size }) => sum + (role === "table" ? 0 : size), 0);

/** Positions a second that some cores train, of a `speed` each. */
export const positionsPerSecond = (speed: number, weights: number, cores: number): number =>
  cores / (OPERATIONS * weights / speed + BESIDES);
