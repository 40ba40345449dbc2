"""onnxruntime's side of `deno task bench decode`: the same model files through its Python API, on one thread.

Usage: decode.py FOLDER. Reads inputs from decode.bin of FOLDER (see decode_inputs.ts) and models from FORMAT/model.onnx.
Prints its version; then, for each line "FORMAT STREAMS STEPS [LOGITS]" of standard input, decodes STEPS more positions of
each stream, all side by side, and prints the seconds that took. LOGITS is a file for the logits,
[STREAMS, STEPS, vocabulary].
"""

import sys
import time
from functools import cache
from pathlib import Path

import numpy as np
import onnxruntime as ort


def main():
    folder = Path(sys.argv[1])
    with open(folder / "decode.bin", "rb") as file:
        header = np.fromfile(file, np.int32, 11)
        layers, _, _, _, window, vocabulary, _, features, field, streams, positions = map(int, header)
        indices = np.fromfile(file, np.int32, streams * positions * features)
        values = np.fromfile(file, np.float32, streams * positions * field)
    indices = indices.reshape(streams, positions, features)
    values = values.reshape(streams, positions, field)
    print(f"onnxruntime {ort.__version__}", flush=True)
    decoders = {}
    for line in sys.stdin:
        name, rows, steps, *path = line.rstrip("\n").split(" ", 3)
        rows, steps = int(rows), int(steps)
        if (name, rows) not in decoders:
            session = open_session(folder / name / "model.onnx")
            decoders[name, rows] = Decoder(session, layers, window, indices[:rows], values[:rows])
        decoder = decoders[name, rows]
        logits = np.empty((rows, steps, vocabulary), np.float32) if path else None
        began = time.perf_counter()
        for step in range(steps):
            result = decoder.step()
            if logits is not None:
                logits[:, step] = result[:, 0]
        seconds = time.perf_counter() - began
        if logits is not None:
            logits.tofile(path[0])
        print(seconds, flush=True)


@cache
def open_session(path):
    options = ort.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    options.execution_mode = ort.ExecutionMode.ORT_SEQUENTIAL
    options.graph_optimization_level = ort.GraphOptimizationLevel.ORT_ENABLE_ALL
    return ort.InferenceSession(path, options, providers=["CPUExecutionProvider"])


class Decoder:
    """Streams that are decoded together; keys and values stand in numpy arrays, position p in slot p mod window."""

    def __init__(self, session, layers, window, indices, values):
        # One position at a time: [positions, streams, 1, …], so that each step's inputs lie side by side.
        self.indices = np.ascontiguousarray(indices.swapaxes(0, 1)[:, :, None])
        self.values = np.ascontiguousarray(values.swapaxes(0, 1)[:, :, None])
        self.session, self.window, self.seen = session, window, 0
        rows = len(indices)
        shapes = {port.name: port.shape for port in session.get_inputs()}
        _, heads, head_dim, _ = shapes["past_key_0"]
        self.keys = [np.zeros((rows, heads, head_dim, window), np.float32) for _ in range(layers)]
        self.past_values = [np.zeros((rows, heads, window, head_dim), np.float32) for _ in range(layers)]
        # The last column is the new position itself.
        self.mask = np.full((rows, 1, 1, window + 1), -np.inf, np.float32)
        self.mask[..., window] = 0
        self.feeds = {"mask": self.mask, "spans": np.array([window, 1])}
        for layer in range(layers):
            self.feeds[f"past_key_{layer}"] = self.keys[layer]
            self.feeds[f"past_value_{layer}"] = self.past_values[layer]
        names = [f"{part}_{layer}" for part in ("key", "value") for layer in range(layers)]
        self.names = ["logits", *names]

    def step(self):
        slot = self.seen % self.window
        at = self.seen % len(self.indices)
        # What stands in this slot has left the window.
        self.mask[..., slot] = -np.inf
        self.feeds["indices"], self.feeds["field_values"] = self.indices[at], self.values[at]
        logits, *fresh = self.session.run(self.names, self.feeds)
        half = len(fresh) // 2
        for past, key in zip(self.keys, fresh[:half]):
            past[..., slot] = key[:, :, 0]
        for past, value in zip(self.past_values, fresh[half:]):
            past[:, :, slot] = value[:, :, 0]
        self.mask[..., slot] = 0
        self.seen += 1
        return logits


if __name__ == "__main__":
    main()
