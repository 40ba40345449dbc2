/** The exports of `assembly/selective.ts`; see kernels.ts. */
export interface SelectiveKernels {
  causalConvolution(
    ...args: [
      ...[x: number, kernel: number, bias: number, out: number],
      ...[batch: number, time: number, channels: number, taps: number],
    ]
  ): void;
  causalConvolutionGrad(
    ...args: [
      ...[x: number, kernel: number, bias: number, dy: number, dx: number, dKernel: number, dBias: number],
      ...[batch: number, time: number, channels: number, taps: number],
    ]
  ): void;
  scanRates(
    ...args: [
      ...[raw: number, decay: number, rates: number, stride: number],
      ...[time: number, heads: number, chunk: number, limit: number],
    ]
  ): void;
  scaleHeads(
    ...args: [
      ...[from: number, width: number, factors: number, stride: number, step: number, to: number],
      ...[count: number, heads: number, size: number],
    ]
  ): void;
  scanOutputs(
    ...args: [
      ...[x: number, width: number, scores: number, ld: number, rates: number, stride: number],
      ...[skip: number, decays: number, y: number, carried: number],
      ...[count: number, heads: number, size: number],
    ]
  ): void;
  headProducts(a: number, b: number, out: number, rows: number, heads: number, size: number): void;
  scanGrad(
    ...args: [
      ...[x: number, width: number, scores: number, ld: number, rates: number, stride: number],
      ...[skip: number, decays: number, y: number, dy: number, raw: number, decay: number, carries: number],
      ...[dx: number, dScores: number, dRaw: number, dDecay: number, dSkip: number, carried: number],
      ...[count: number, heads: number, size: number, limit: number],
    ]
  ): void;
}
