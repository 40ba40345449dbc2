"""PyPI's side of `deno task bench tokenizers`: tokenizers_pypi.py TEXT VOCABULARY. Each line on standard input names what is
measured; the answer is a line of JSON: seconds of processor time, and tokens."""
import io
import json
import sys
import time

import sentencepiece
import tokenizers
from tokenizers import Tokenizer, decoders, models, pre_tokenizers, trainers

path, size = sys.argv[1], int(sys.argv[2])
with open(path, encoding="utf-8", newline="") as file:
    text = file.read()
lines = text.splitlines(keepends=True)


def byte_level():
    tokenizer = Tokenizer(models.BPE())
    tokenizer.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False)
    tokenizer.decoder = decoders.ByteLevel()
    trainer = trainers.BpeTrainer(
        vocab_size=size,
        special_tokens=["<|endoftext|>"],
        initial_alphabet=pre_tokenizers.ByteLevel.alphabet(),
        show_progress=False,
    )

    def train():
        tokenizer.train_from_iterator([text], trainer)
        return tokenizer

    return train, lambda trained: Tokenizer.from_str(trained.to_str()), lambda t, s: t.encode(s).ids


def sentence_piece(kind):
    def train():
        model = io.BytesIO()
        sentencepiece.SentencePieceTrainer.train(
            sentence_iterator=iter(lines),
            model_writer=model,
            model_type=kind,
            vocab_size=size,
            hard_vocab_limit=False,
            num_threads=1,
            minloglevel=2,
        )
        return model.getvalue()

    return train, lambda proto: sentencepiece.SentencePieceProcessor(model_proto=proto), lambda t, s: t.encode(s)


PEERS = {
    f"tokenizers {tokenizers.__version__} BPE": byte_level,
    f"sentencepiece {sentencepiece.__version__} BPE": lambda: sentence_piece("bpe"),
    f"sentencepiece {sentencepiece.__version__} unigram": lambda: sentence_piece("unigram"),
}


def timed(work):
    began = time.process_time()
    result = work()
    return time.process_time() - began, result


def measure(name):
    train, load, encode = PEERS[name]()
    seconds, trained = timed(train)
    # Each time anew, as encoders remember words.
    whole, ids = timed(lambda tokenizer=load(trained): encode(tokenizer, text))
    by_line, _ = timed(lambda tokenizer=load(trained): [encode(tokenizer, line) for line in lines])
    decode, _ = timed(lambda tokenizer=load(trained): tokenizer.decode(ids))
    return {"train": seconds, "encode": whole, "lines": by_line, "decode": decode, "tokens": len(ids)}


print(json.dumps(list(PEERS)), flush=True)
for line in sys.stdin:
    print(json.dumps(measure(line.strip())), flush=True)
