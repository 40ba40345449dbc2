import type { Scalar, Tensor1D, Tensor2D } from "@tensorflow/tfjs-core";

/** Shape of the sequences in an attention call. */
export interface AttentionShape {
  batch: number;
  time: number;
  heads: number;
  /** Position i attends to j with i − window < j ≤ i. */
  window: number;
}

/** The differentiable operations that the network is made of; the training backend implements them. */
export interface Operations {
  /** Sum over F of the table's rows: table [rows, dim], indices int32 [N, F] → [N, dim]. */
  embeddingSum(table: Tensor2D, indices: Tensor2D): Tensor2D;
  /** x / sqrt(mean(x²) + 1e-6) for each row, without gain. */
  rmsNorm(x: Tensor2D): Tensor2D;
  /** max(x, 0)². */
  reluSquared(x: Tensor2D): Tensor2D;
  /** Causal sliding-window attention: qkv [batch·time, 3·dim] → [batch·time, dim]. */
  attention(qkv: Tensor2D, shape: AttentionShape): Tensor2D;
  /** x [N, in] · w [in, out]. */
  linear(x: Tensor2D, w: Tensor2D): Tensor2D;
  /** Sum over rows of weight × negative log-likelihood in nats; targets int32 [N]; rows of weight 0 are ignored. */
  crossEntropy(logits: Tensor2D, targets: Tensor1D, weights: Tensor1D): Scalar;
}
