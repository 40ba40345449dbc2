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
    """Streams that are decoded together; keys and values stand in numpy arrays in which the network writes."""

    def __init__(self, session, layers, window, indices, values):
        # One position at a time: [positions, streams, 1, …], so that each step's inputs lie side by side.
        self.indices = np.ascontiguousarray(indices.swapaxes(0, 1)[:, :, None])
        self.values = np.ascontiguousarray(values.swapaxes(0, 1)[:, :, None])
        self.session, self.window, self.seen = session, window, 0
        rows = len(indices)
        shapes = {port.name: port.shape for port in session.get_inputs()}
        _, heads, _, head_dim = shapes["past_key_0"]
        vocabulary = session.get_outputs()[0].shape[-1]
        self.inputs = {
            "indices": np.empty_like(self.indices[0]),
            "field_values": np.empty_like(self.values[0]),
            "last_slots": np.empty(rows, np.int32),
            "total_length": np.empty((), np.int32),
        }
        self.logits = np.empty((rows, 1, vocabulary), np.float32)
        self.binding = session.io_binding()
        for name, array in self.inputs.items():
            self.bind(self.binding.bind_input, name, array)
        self.bind(self.binding.bind_output, "logits", self.logits)
        self.cache = []
        for name in (f"{part}_{layer}" for part in ("key", "value") for layer in range(layers)):
            array = np.zeros((rows, heads, window, head_dim), np.float32)
            self.bind(self.binding.bind_input, f"past_{name}", array)
            self.bind(self.binding.bind_output, name, array)
            self.cache.append(array)

    @staticmethod
    def bind(method, name, array):
        method(name, "cpu", 0, array.dtype.type, array.shape, array.ctypes.data)

    def step(self):
        slot = min(self.seen, self.window - 1)
        if self.seen >= self.window:
            # The newest position goes to the last slot; what is there replaces the oldest.
            oldest = (self.seen - self.window) % slot
            for array in self.cache:
                array[:, :, oldest] = array[:, :, slot]
        at = self.seen % len(self.indices)
        self.inputs["indices"][:] = self.indices[at]
        self.inputs["field_values"][:] = self.values[at]
        self.inputs["last_slots"][:] = slot
        self.inputs["total_length"][...] = slot + 1
        self.session.run_with_iobinding(self.binding)
        self.seen += 1
        return self.logits


if __name__ == "__main__":
    main()
