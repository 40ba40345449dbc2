"""PyTorch's side of `deno task bench train` and `text`: the same model on the same batches, on the CPU.

Usage: pytorch.py FOLDER fp32|bf16 THREADS. Reads job.json and data.bin of FOLDER; prints one line of JSON.
"""

import json
import mmap
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import torch
from torch.nn import functional as F


# The form of a network that names none.
OURS = {"norm": "rms", "activation": "relu2", "positions": "round", "biases": False, "tied": False}


def main():
    folder, precision, threads = Path(sys.argv[1]), sys.argv[2], int(sys.argv[3])
    job = json.loads((folder / "job.json").read_text())
    with open(folder / "data.bin", "rb") as file:
        data = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_COPY)
    torch.set_flush_denormal(True)
    model = Model(job, data, precision)
    steps = [[read_batch(job, data, batch) for batch in step] for step in job["steps"]]
    print(json.dumps(train(job, data, model, steps, threads)))


def train(job, data, model, steps, threads):
    options, workers, warm_up = job["options"], job["options"]["workers"], job["warmUp"]
    # Each replica is the same memory with gradients of its own.
    replicas = [model.replica() for _ in range(workers)]
    leaves = list(replicas[0].values())
    decayed = {spec["name"]: spec["role"] in ("matrix", "head") for spec in job["parameters"]}
    optimizer = torch.optim.AdamW(
        [
            {"params": [p for name, p in replicas[0].items() if decayed[name]], "weight_decay": options["weightDecay"]},
            {"params": [p for name, p in replicas[0].items() if not decayed[name]], "weight_decay": 0.0},
        ],
        betas=(0.9, 0.99),
        eps=1e-8,
        fused=True,
    )
    pool = ThreadPoolExecutor(workers)

    def one_after_another(batches):
        return model.backward(replicas[0], batches)

    def side_by_side(batches):
        torch.set_num_threads(1)
        shares = [batches[index::workers] for index in range(workers)]
        nats = sum(pool.map(model.backward, replicas, shares))
        torch.set_num_threads(threads)
        for other in replicas[1:]:
            for leaf, copy in zip(leaves, other.values()):
                if copy.grad is not None:
                    leaf.grad = copy.grad if leaf.grad is None else leaf.grad.add_(copy.grad)
                    copy.grad = None
        return nats

    # The warm-up tries each way for its share of the steps; the quickest does the rest. On some processors the
    # gradient of attention is several times slower in bf16 than in fp32.
    ways = [
        (f"{name}, attention in {attention}", arrange, attention)
        for name, arrange in (
            [(f"{threads} thread(s) on each batch", one_after_another)]
            + ([(f"one batch on each of {workers} threads", side_by_side)] if workers > 1 else [])
        )
        for attention in (["fp32", "bf16"] if model.bf16 else ["fp32"])
    ]
    best = [0.0] * len(ways)
    torch.set_num_threads(threads)
    seconds, losses, norms = [], [], []
    for step, batches in enumerate(steps):
        way = step * len(ways) // warm_up if step < warm_up else best.index(max(best))
        name, arrange, attention = ways[way]
        began = time.perf_counter()
        model.bf16_attention = attention == "bf16"
        for group in optimizer.param_groups:
            group["lr"] = job["learningRates"][step]
        optimizer.zero_grad()
        nats = arrange(batches)
        norms.append(torch.nn.utils.clip_grad_norm_(leaves, options["gradientClip"]).item())
        optimizer.step()
        seconds.append(time.perf_counter() - began)
        losses.append(nats / sum(batch["predictions"] for batch in batches))
        if step < warm_up:
            positions = sum(batch["batch"] * batch["time"] for batch in batches)
            best[way] = max(best[way], positions / seconds[-1])
    return {
        "name": f"PyTorch {torch.__version__.split('+')[0]}",
        "note": f"eager, {name}",
        "seconds": seconds,
        "losses": losses,
        "norms": norms,
        "validation": model.validation(replicas[0], [read_batch(job, data, batch) for batch in job["validation"]]),
        "peakBytes": peak_bytes(),
    }


class Model:
    """The network of src/network/transformer. Matrices are held as [out, in], as torch.nn.Linear does."""

    def __init__(self, job, data, precision):
        self.config, self.layers = job["config"], range(job["config"]["layers"])
        self.form = self.config.get("form") or OURS
        self.vocabulary = job["vocabulary"]
        self.bf16 = self.bf16_attention = precision == "bf16"
        self.weights = {}
        for spec in job["parameters"]:
            offset = job["weights"] + 4 * spec["offset"]
            matrix = array(data, torch.float32, offset, spec["shape"])
            if spec["role"] == "vector":
                self.weights[spec["name"]] = matrix.flatten().clone()
            else:
                self.weights[spec["name"]] = matrix.clone() if spec["name"] == "embedding" else matrix.t().contiguous()
        self.masks, self.turns = {}, {}

    def replica(self):
        return {name: matrix.detach().requires_grad_() for name, matrix in self.weights.items()}

    def backward(self, weights, batches):
        """Adds the gradients of the batches to those of the weights; returns the sum of the losses in nats."""
        total = 0.0
        for batch in batches:
            nats = self.nats(weights, batch)
            (nats * batch["scale"]).backward()
            total += nats.item()
        return total

    def nats(self, weights, batch):
        head = weights["embedding"][: self.vocabulary] if self.form["tied"] else weights["head"]
        with torch.autocast("cpu", dtype=torch.bfloat16, enabled=self.bf16):
            logits = F.linear(self.hidden_states(weights, batch), head)
            return F.cross_entropy(logits, batch["targets"], reduction="sum")

    @torch.no_grad()
    def validation(self, weights, batches):
        """Mean loss in nats, or None without batches."""
        if not batches:
            return None
        total = sum(self.nats(weights, batch).item() for batch in batches)
        return total / sum(batch["predictions"] for batch in batches)

    def hidden_states(self, weights, batch):
        size, length, heads = batch["batch"], batch["time"], self.config["heads"]
        x = F.embedding_bag(batch["indices"], weights["embedding"], mode="sum")
        if "field" in weights:
            x = x + F.linear(batch["field"], weights["field"])
        if self.form["norm"] == "rms":
            x = F.rms_norm(x, x.shape[-1:], eps=1e-6)

        def linear(x, name):
            return F.linear(x, weights[name], weights.get(f"{name}.bias"))

        for layer in self.layers:
            name = f"layers.{layer}"
            qkv = linear(self.norm(weights, x, f"{name}.norm1"), f"{name}.qkv")
            q, k, v = qkv.view(size, length, 3, heads, -1).permute(2, 0, 3, 1, 4).unbind()
            if self.form["positions"] == "rotary":
                q, k = self.turned(q), self.turned(k)
            if not self.bf16_attention:
                q, k, v = q.float(), k.float(), v.float()
            with torch.autocast("cpu", dtype=torch.bfloat16, enabled=self.bf16_attention):
                mixed = F.scaled_dot_product_attention(q, k, v, **self.visible(length))
            x = x + linear(mixed.transpose(1, 2).reshape(size * length, -1), f"{name}.out")
            hidden = self.norm(weights, x, f"{name}.norm2")
            x = x + linear(self.activated(hidden, linear, name), f"{name}.down")
        return self.norm(weights, x, "norm")

    def activated(self, x, linear, name):
        up = linear(x, f"{name}.up")
        if self.form["activation"] == "swiglu":
            return F.silu(linear(x, f"{name}.gate")) * up
        return F.gelu(up, approximate="tanh") if self.form["activation"] == "gelu" else F.relu(up) ** 2

    def norm(self, weights, x, name):
        gain, bias = weights.get(f"{name}.gain"), weights.get(f"{name}.bias")
        if self.form["norm"] == "layer":
            return F.layer_norm(x, x.shape[-1:], gain, bias, eps=1e-5)
        return F.rms_norm(x, x.shape[-1:], gain, eps=1e-6)

    def turned(self, x):
        """Rotary positions: pairs are a half of the head apart."""
        length, width = x.shape[-2:]
        if length not in self.turns:
            angles = torch.outer(torch.arange(length), 10000.0 ** (-torch.arange(0, width, 2) / width)).repeat(1, 2)
            self.turns[length] = angles.cos(), angles.sin()
        cos, sin = self.turns[length]
        a, b = x.chunk(2, dim=-1)
        return x * cos + torch.cat((-b, a), dim=-1) * sin

    def visible(self, length):
        window = self.config["window"]
        if length <= window:
            return {"is_causal": True}
        if length not in self.masks:
            ones = torch.ones(length, length, dtype=torch.bool)
            self.masks[length] = ones.tril() & ones.triu(1 - window)
        return {"attn_mask": self.masks[length]}


def read_batch(job, data, batch):
    count = batch["batch"] * batch["time"]
    weights = array(data, torch.float32, batch["weights"], [count])
    targets = array(data, torch.int32, batch["targets"], [count]).long()
    return batch | {
        "indices": array(data, torch.int32, batch["indices"], [count, job["features"]]),
        "field": array(data, torch.float32, batch["field"], [count, job["field"]]) if job["field"] else None,
        "targets": targets.masked_fill(weights == 0, -100),  # cross_entropy's ignore_index
    }


def array(data, dtype, offset, shape):
    count = 1
    for size in shape:
        count *= size
    return torch.frombuffer(data, dtype=dtype, count=count, offset=offset).view(shape)


def peak_bytes():
    """Largest resident memory of this process, or None where the system does not say."""
    try:
        lines = Path("/proc/self/status").read_text().splitlines()
    except OSError:
        return None
    return next((1024 * int(line.split()[1]) for line in lines if line.startswith("VmHWM:")), None)


main()
