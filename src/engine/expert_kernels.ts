/** The exports of `assembly/experts.ts`; see kernels.ts. */
export interface ExpertKernels {
  combineRows(
    ...args: [
      ...[rows: number, scales: number, positions: number, out: number],
      ...[count: number, parts: number, dim: number],
    ]
  ): void;
  combineRowsGrad(
    ...args: [
      ...[rows: number, scales: number, positions: number, dy: number, dRows: number, dScales: number],
      ...[count: number, parts: number, dim: number],
    ]
  ): void;
}
