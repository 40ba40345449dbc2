"""Prints what steps.test.ts has of PyTorch (made with torch 2.15): weights after five steps of a matrix and a vector."""
import numpy
import torch


def sines(count, phase):
    return torch.from_numpy(numpy.sin(1.7 * numpy.arange(count) + phase).astype("float32"))


def run(make):
    weights = sines(9, 0.5)
    parts = [torch.nn.Parameter(weights[:6].reshape(2, 3).clone()), torch.nn.Parameter(weights[6:].clone())]
    optimizer = make(parts)
    for step in range(1, 6):
        gradient = sines(9, step)
        parts[0].grad, parts[1].grad = gradient[:6].reshape(2, 3), gradient[6:]
        optimizer.step()
    return [round(float(value), 7) for part in parts for value in part.detach().flatten()]


print("nesterov", run(lambda parts: torch.optim.SGD(parts, lr=0.1, momentum=0.9, nesterov=True)))
print("heavy-ball", run(lambda parts: torch.optim.SGD(parts, lr=0.1, momentum=0.9)))
print("adafactor", run(lambda parts: torch.optim.Adafactor(parts, lr=0.1, weight_decay=0)))
