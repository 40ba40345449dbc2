"""What PyPI tokenizers makes of our files: tokenizers_peer.py REQUEST ANSWER, both JSON."""
import json
import sys

from tokenizers import Tokenizer

with open(sys.argv[1], encoding="utf-8") as file:
    request = json.load(file)
answer = {}
for name, layout in request["files"].items():
    tokenizer = Tokenizer.from_str(json.dumps(layout))
    texts = request["texts"] if name == "ours" else request["few"]
    specials = [encoding.ids for encoding in tokenizer.encode_batch(texts)]
    # Else the names of special tokens within a text stand for these.
    tokenizer.encode_special_tokens = True
    ids = [encoding.ids for encoding in tokenizer.encode_batch(texts)]
    answer[name] = {"ids": ids, "specials": specials, "decoded": tokenizer.decode_batch(ids)}
with open(sys.argv[2], "w", encoding="utf-8") as file:
    json.dump(answer, file)
