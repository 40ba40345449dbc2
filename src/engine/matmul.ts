import * as tf from "@tensorflow/tfjs-core";
import type { Blas } from "./blas.ts";
import type { Heap } from "./heap.ts";
import { single } from "./narrow.ts";

/**
 * Replaces the wasm backend's BatchMatMul: by cblas where `blas()` gives a library, otherwise by the original kernel
 * with its operands transposed first (its own transposed path is many times slower).
 */
export function registerMatMul(heap: Heap, blas: () => Blas | null): void {
  const original = tf.getKernel("BatchMatMul", "wasm").kernelFunc;
  const transpose = tf.getKernel("Transpose", "wasm").kernelFunc;
  const { backend } = heap;

  function upright(x: tf.TensorInfo): tf.TensorInfo {
    const perm = x.shape.map((_, axis) => axis);
    perm.push(...perm.splice(-2).reverse());
    return single(transpose({ inputs: { x }, backend, attrs: { perm } }));
  }

  function plain(
    a: tf.TensorInfo,
    b: tf.TensorInfo,
    transposeA: boolean,
    transposeB: boolean,
  ): tf.TensorInfo {
    const left = transposeA ? upright(a) : a, right = transposeB ? upright(b) : b;
    const out = single(original({
      inputs: { a: left, b: right },
      backend,
      attrs: { transposeA: false, transposeB: false },
    }));
    if (left !== a) backend.disposeData(left.dataId);
    if (right !== b) backend.disposeData(right.dataId);
    return out;
  }

  function matMul(
    library: Blas,
    a: tf.TensorInfo,
    b: tf.TensorInfo,
    transposeA: boolean,
    transposeB: boolean,
  ) {
    const rowsA = a.shape.at(-2)!, colsA = a.shape.at(-1)!, rowsB = b.shape.at(-2)!, colsB = b.shape.at(-1)!;
    const m = transposeA ? colsA : rowsA, k = transposeA ? rowsA : colsA, n = transposeB ? rowsB : colsB;
    const batch = a.shape.slice(0, -2);
    const out = backend.makeOutput([...batch, m, n], "float32");
    const offset = heap.offset(out), offsetA = heap.offset(a), offsetB = heap.offset(b);
    const base = heap.base();
    const count = batch.reduce((product, size) => product * size, 1);
    for (let i = 0; i < count; i++) {
      const at = base + offset + 4 * i * m * n;
      const atA = base + offsetA + 4 * i * m * k, atB = base + offsetB + 4 * i * k * n;
      library.sgemm(transposeA, transposeB, m, n, k, 1, atA, colsA, atB, colsB, 0, at, n);
    }
    return out;
  }

  const kernelFunc: tf.KernelFunc = ({ inputs, attrs }) => {
    const a = inputs["a"]!, b = inputs["b"]!;
    const transposeA = attrs?.["transposeA"] === true, transposeB = attrs?.["transposeB"] === true;
    const library = blas();
    const sameBatch = a.shape.slice(0, -2).join() === b.shape.slice(0, -2).join();
    const empty = [...a.shape, ...b.shape].includes(0);
    if (library === null || !sameBatch || empty || a.dtype !== "float32" || b.dtype !== "float32") {
      return plain(a, b, transposeA, transposeB);
    }
    return matMul(library, a, b, transposeA, transposeB);
  };
  tf.unregisterKernel("BatchMatMul", "wasm");
  tf.registerKernel({ kernelName: "BatchMatMul", backendName: "wasm", kernelFunc });
}
