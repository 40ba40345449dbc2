"""What PyPI sentencepiece makes of texts: sentencepiece_peer.py REQUEST ANSWER, both JSON."""
import base64
import io
import json
import sys

import sentencepiece

with open(sys.argv[1], encoding="utf-8") as file:
    request = json.load(file)
models, answer = {}, {}
for name, settings in request["train"].items():
    made = io.BytesIO()
    sentencepiece.SentencePieceTrainer.train(
        sentence_iterator=iter(request["sentences"]),
        model_writer=made,
        model_type=settings.pop("model_type", "unigram"),
        vocab_size=request["size"],
        hard_vocab_limit=False,
        character_coverage=0.98,
        num_threads=1,
        minloglevel=2,
        **settings,
    )
    models[name] = made.getvalue()
models |= {name: base64.b64decode(model) for name, model in request["models"].items()}
for name, model in models.items():
    processor = sentencepiece.SentencePieceProcessor(model_proto=model)
    # Models that come back have been looked at before.
    back = name in request["models"] and name != "ours"
    ids = processor.encode(request["few"] if back else request["texts"])
    noise = [[id % processor.get_piece_size() for id in row] for row in request["noise"]]
    answer[name] = {
        "model": base64.b64encode(model).decode(),
        "ids": ids,
        "decoded": processor.decode(ids),
        "noise": processor.decode(noise),
    }
with open(sys.argv[2], "w", encoding="utf-8") as file:
    json.dump(answer, file)
