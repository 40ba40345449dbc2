/** The exports of `assembly/forms.ts`; see kernels.ts. */
export interface FormKernels {
  addBias(x: number, bias: number, rows: number, size: number): void;
  sumRows(x: number, sum: number, rows: number, size: number): void;
  rmsNormGain(x: number, gain: number, out: number, rows: number, dim: number, eps: number): void;
  rmsNormGainGrad(
    ...args: [
      ...[x: number, gain: number, dy: number, dx: number, dGain: number],
      ...[rows: number, dim: number, eps: number],
    ]
  ): void;
  layerNorm(
    ...args: [x: number, gain: number, bias: number, out: number, rows: number, dim: number, eps: number]
  ): void;
  layerNormGrad(
    ...args: [
      ...[x: number, gain: number, dy: number, dx: number, dGain: number, dBias: number],
      ...[rows: number, dim: number, eps: number],
    ]
  ): void;
  gelu(x: number, out: number, size: number): void;
  geluGrad(x: number, dy: number, dx: number, size: number): void;
  swiglu(gate: number, x: number, out: number, size: number): void;
  swigluGrad(gate: number, x: number, dy: number, dGate: number, dx: number, size: number): void;
  rotary(
    ...args: [
      ...[qkv: number, cosines: number, sines: number, out: number],
      ...[rows: number, time: number, turned: number, kept: number, half: number, sign: number],
    ]
  ): void;
}
