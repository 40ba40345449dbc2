import { callback } from "./callback.ts";

/** Lines for the log. */
export const progress = callback("lines for the log", {}, (_, { unit, per, log }) => ({
  step({ step, gradientNorm, figures }) {
    if (!Number.isFinite(gradientNorm)) log(`step ${step}: the gradient is not finite; skipped`);
    if (figures === undefined) return;
    log(
      `step ${figures["step"]}  ${figures["minutes"]} min  lr ${figures["learningRate"]}  ` +
        `${figures[unit]} bits/${per}  ${figures["positionsPerSecond"]} positions/s`,
    );
  },
  validated({ step, losses }) {
    log(`validation at ${step}: ${JSON.stringify(losses)} bits/${per}`);
  },
  saved({ reason, checkpoint: { step } }) {
    if (reason === "stopped") log(`stopped after step ${step}`);
    return Promise.resolve();
  },
}));
