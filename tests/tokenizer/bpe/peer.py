"""What PyPI tokenizers makes of our files and texts: peer.py REQUEST ANSWER, both JSON."""
import json
import sys

from tokenizers import Tokenizer, decoders, models, pre_tokenizers, trainers


def trained(text, size, prefix):
    tokenizer = Tokenizer(models.BPE())
    tokenizer.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=prefix)
    tokenizer.decoder = decoders.ByteLevel()
    trainer = trainers.BpeTrainer(
        vocab_size=size,
        special_tokens=["<|endoftext|>"],
        initial_alphabet=pre_tokenizers.ByteLevel.alphabet(),
        show_progress=False,
    )
    tokenizer.train_from_iterator([text], trainer)
    return tokenizer


def encoded(tokenizer, texts, specials):
    # Else the names of special tokens within a text stand for these.
    tokenizer.encode_special_tokens = not specials
    return [tokenizer.encode(text).ids for text in texts]


with open(sys.argv[1], encoding="utf-8") as file:
    request = json.load(file)
texts, answer = request["texts"], {}
for name, file in request["files"].items():
    tokenizer = Tokenizer.from_str(json.dumps(file))
    answer[name] = {
        "ids": encoded(tokenizer, texts, False),
        "specials": encoded(tokenizer, texts, True),
        "decoded": [tokenizer.decode(ids) for ids in request["ids"]],
    }
for name, prefix in (("plain", False), ("prefix", True)):
    tokenizer = trained(request["train"], request["size"], prefix)
    some = texts[: len(texts) // 10]
    tokenizer.add_tokens(["don't", " the", "é"]) if prefix else None
    file = json.loads(tokenizer.to_str())
    answer[name] = {"file": file, "ids": encoded(tokenizer, some, False), "specials": encoded(tokenizer, some, True)}
answer["merges"] = [json.loads(trained(text, size, False).to_str())["model"] for text, size in request["small"]]
with open(sys.argv[2], "w", encoding="utf-8") as file:
    json.dump(answer, file)
