"""What PyPI's gguf and safetensors make of our files, and files of theirs: peer.py FOLDER; answers in JSON."""
import json
import sys

import gguf
import numpy as np
from safetensors.numpy import load_file, save_file
from safetensors import safe_open

folder = sys.argv[1]
answer = {}

with safe_open(f"{folder}/ours.safetensors", "np") as file:
    answer["safetensors"] = {"metadata": file.metadata()}
tensors = load_file(f"{folder}/ours.safetensors")
answer["safetensors"]["tensors"] = {
    name: {"shape": list(each.shape), "type": str(each.dtype), "values": each.astype(np.float32).ravel().tolist()}
    for name, each in tensors.items()
}

reader = gguf.GGUFReader(f"{folder}/ours.gguf")
answer["gguf"] = {
    "values": {
        name: {"types": [each.name for each in field.types], "contents": field.contents()}
        for name, field in reader.fields.items()
        if not name.startswith("GGUF.")
    },
    "tensors": {
        each.name: {
            "shape": list(each.data.shape),
            "type": each.tensor_type.name,
            "values": each.data.astype(np.float32).ravel().tolist(),
        }
        for each in reader.tensors
    },
}

counting = np.arange(12, dtype=np.float32).reshape(3, 4)
theirs = {"counting": counting, "halves": counting.astype(np.float16) / 8, "single": np.float32([[7]])}
save_file(theirs, f"{folder}/theirs.safetensors", {"format": "np"})
writer = gguf.GGUFWriter(f"{folder}/theirs.gguf", "llama")
writer.add_name("Größe 🐟")
writer.add_context_length(77)
writer.add_rope_freq_base(10000.0)
writer.add_add_bos_token(True)
writer.add_token_list(["a", "Ġb", "日"])
writer.add_token_scores([0.5, -1.25, 3.0])
writer.add_uint64("test.big", 2**63 + 5)
for name, each in theirs.items():
    writer.add_tensor(name, each)
writer.write_header_to_file()
writer.write_kv_data_to_file()
writer.write_tensors_to_file()
writer.close()
print(json.dumps(answer))
