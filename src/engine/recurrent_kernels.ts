/** The exports of `assembly/recurrent.ts`; see kernels.ts. */
export interface RecurrentKernels {
  gruStep(
    ...args: [
      ...[x: number, own: number, bias: number, before: number, state: number, gates: number],
      ...[batch: number, time: number, dim: number, stride: number],
    ]
  ): void;
  gruStepGrad(
    ...args: [
      ...[dy: number, gates: number, before: number, carried: number],
      ...[dx: number, dOwn: number, dBias: number],
      ...[batch: number, time: number, dim: number, stride: number],
    ]
  ): void;
}
