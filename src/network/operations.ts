import type { Scalar, Tensor2D } from "@tensorflow/tfjs-core";

/** Shape of the sequences in an attention call. */
export interface AttentionShape {
  batch: number;
  time: number;
  heads: number;
  /** Heads of keys and values, each for as many heads of queries one after the other; as many as heads unless told otherwise. */
  kvHeads?: number;
  /** Position i attends to j with i − window < j ≤ i. */
  window: number;
  /** Whether scores are lowered by slope · (i − j), in each head by its slope of `alibiSlopes`. */
  alibi?: boolean;
}

/** Which experts rows are given to, and what each has to say. */
export interface Routing {
  /** int32 [N, active]: the experts of a row, the likeliest first; of equally likely ones the first. */
  choice: Tensor2D;
  /** [N, experts]: how much what an expert says counts, 0 for those that are not asked. */
  gates: Tensor2D;
  /** 1 where all experts are asked equally often, `experts` where one is asked alone (Fedus et al. 2021). */
  imbalance: Scalar;
}

/** A layer of experts: maps of the rows that are given to each. Weights and biases of all experts stand in one matrix each. */
export interface Experts {
  /** What the experts read. */
  rows: Tensor2D;
  /** Rows to the hidden units of their experts: w [in, experts·hidden] side by side, bias [1, experts·hidden]. */
  split(rows: Tensor2D, w: Tensor2D, bias?: Tensor2D): Tensor2D;
  /** Hidden units to the rows [N, out] that all experts add to: w [experts·hidden, out] one above the other, bias [experts, out]. */
  join(hidden: Tensor2D, w: Tensor2D, bias?: Tensor2D): Tensor2D;
}

/**
 * What a layer makes of its input: rows of the same shape, and what they cost besides (`Hidden.penalty`), if anything. No
 * interface, as TensorFlow.js takes none for a container.
 */
export type LayerResult = {
  rows: Tensor2D;
  penalty?: Scalar;
};

/** Sequences of one length that stand row after row. */
export interface SequenceShape {
  batch: number;
  time: number;
}

/** Shape of the sequences in a selective scan. */
export interface ScanShape {
  batch: number;
  time: number;
  /** Heads, each with one rate, of the columns of x. */
  heads: number;
  /** Numbers that are kept of each column. */
  state: number;
}

/** Inputs of a selective scan; N = batch · time. */
export interface ScanInputs {
  /** [N, hidden + 2 · state]: the columns x, split into heads, then B, by which they are written, then C, by which they are read. */
  mixed: Tensor2D;
  /** [N, heads] */
  rates: Tensor2D;
  /** [1, heads] */
  decay: Tensor2D;
  /** [1, heads] */
  skip: Tensor2D;
}

/** The differentiable operations that the network is made of; the training backend implements them. */
export interface Operations {
  /** Sum over F of the table's rows: table [rows, dim], indices int32 [N, F] → [N, dim]. */
  embeddingSum(table: Tensor2D, indices: Tensor2D): Tensor2D;
  /** x / sqrt(mean(x²) + 1e-6) for each row, without gain. */
  rmsNorm(x: Tensor2D): Tensor2D;
  /** x + y, of one shape; keeps neither for the backward pass. */
  add(x: Tensor2D, y: Tensor2D): Tensor2D;
  /** max(x, 0)². */
  reluSquared(x: Tensor2D): Tensor2D;
  /**
   * Causal sliding-window attention: qkv [batch·time, (heads + 2·kvHeads) · headDim], with columns queries | keys | values, →
   * [batch·time, heads · headDim].
   */
  attention(qkv: Tensor2D, shape: AttentionShape): Tensor2D;
  /** x [N, in] · w [in, out], with bias [1, out] added to each row, if there is one. */
  linear(x: Tensor2D, w: Tensor2D, bias?: Tensor2D): Tensor2D;
  /** x / sqrt(mean(x²) + 1e-6) · gain for each row; gain [1, dim]. */
  rmsNormGain(x: Tensor2D, gain: Tensor2D): Tensor2D;
  /** (x − mean(x)) / sqrt(variance(x) + 1e-5) · gain + bias for each row; gain and bias [1, dim]. */
  layerNorm(x: Tensor2D, gain: Tensor2D, bias: Tensor2D): Tensor2D;
  /** x · (1 + tanh(√(2/π) · (x + 0.044715 · x³))) / 2. */
  gelu(x: Tensor2D): Tensor2D;
  /** gate / (1 + e^−gate) · x. */
  swiglu(gate: Tensor2D, x: Tensor2D): Tensor2D;
  /** Turns the queries and keys of qkv, as `attention` has it, by their places, which count from 0 in each sequence. */
  rotary(qkv: Tensor2D, shape: Omit<AttentionShape, "window" | "alibi">): Tensor2D;
  /** Gives each row of x [N, dim] to the `active` likeliest of the experts of router [dim, experts]. */
  route(x: Tensor2D, router: Tensor2D, active: number): Routing;
  /** The experts of the rows of x [N, dim]. */
  experts(x: Tensor2D, routing: Routing): Experts;
  /**
   * compute(x) of one of the network's layers, with its garbage collected; `weights` are all that it may use. Where memory is
   * short nothing but x is kept for the backward pass, which computes the layer again, to the same bits.
   */
  layer(x: Tensor2D, weights: readonly Tensor2D[], compute: (x: Tensor2D) => LayerResult): LayerResult;
  /**
   * A gated recurrent unit over whole sequences, from a state h of zeros on: with x [batch·time, 3·dim] and u = h · recurrent
   * [dim, 3·dim] in thirds and bias [1, 2·dim] in halves, r = σ(x₀ + u₀ + bias₀), z = σ(x₁ + u₁ + bias₁),
   * n = tanh(x₂ + r · u₂), and the next h is n + z · (h − n). All states [batch·time, dim].
   */
  gru(x: Tensor2D, recurrent: Tensor2D, bias: Tensor2D, shape: SequenceShape): Tensor2D;
  /**
   * silu(bias + Σ_k kernel[k] · x[t − taps + 1 + k]) for each channel of x [batch·time, channels]; kernel [taps, channels], bias
   * [1, channels]; before a sequence all is 0.
   */
  causalConvolution(
    x: Tensor2D,
    kernel: Tensor2D,
    bias: Tensor2D,
    shape: Pick<ScanShape, "batch" | "time">,
  ): Tensor2D;
  /**
   * Selective state space with one rate a head (Dao & Gu 2024), → [N, hidden]: with step = log(1 + e^rate), each sequence keeps of
   * each column x a state S = e^(−step · e^decay) · S + step · x · B, from zeros on, and yields S · C + skip · x.
   */
  selectiveScan(inputs: ScanInputs, shape: ScanShape): Tensor2D;
}
