"""Writes scikit-learn's digits as IDX files, and says how a logistic regression does: digits.py FOLDER."""
import gzip
import json
import struct
import sys
import time
from pathlib import Path

from sklearn.datasets import load_digits
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import train_test_split
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler


def write(path, shape, data):
    head = struct.pack(">HBB", 0, 8, len(shape)) + struct.pack(f">{len(shape)}I", *shape)
    with gzip.open(path, "wb") as file:
        file.write(head + bytes(data))


folder = Path(sys.argv[1])
folder.mkdir(parents=True, exist_ok=True)
digits = load_digits()
pictures = (digits.images * 255 / 16).round().astype("uint8")
parts = train_test_split(pictures, digits.target, test_size=0.2, random_state=0, stratify=digits.target)
learn, test, learn_labels, test_labels = parts
for name, images, labels in [("train", learn, learn_labels), ("t10k", test, test_labels)]:
    write(folder / f"{name}-images-idx3-ubyte.gz", images.shape, images.tobytes())
    write(folder / f"{name}-labels-idx1-ubyte.gz", labels.shape, labels.astype("uint8").tobytes())

began = time.process_time()
model = make_pipeline(StandardScaler(), LogisticRegression(max_iter=2000))
model.fit(learn.reshape(len(learn), -1), learn_labels)
accuracy = model.score(test.reshape(len(test), -1), test_labels)
print(json.dumps({"learned": len(learn), "judged": len(test), "accuracy": accuracy, "seconds": time.process_time() - began}))
