"""What transformers and llama.cpp compute of models: one request a line in JSON, one answer a line."""
import json
import sys
import urllib.request

import torch
import transformers
import xllamacpp

torch.set_num_threads(1)
transformers.logging.set_verbosity_error()
transformers.logging.disable_progress_bar()


def logits(folder, ids):
    model, told = transformers.AutoModelForCausalLM.from_pretrained(
        folder, dtype=torch.float32, output_loading_info=True
    )
    wrong = {name: sorted(map(str, list_)) for name, list_ in told.items() if list_}
    with torch.no_grad():
        values = model.eval()(torch.tensor([ids])).logits[0]
    return {"logits": values.flatten().tolist(), "wrong": wrong}


def encode(folder, texts):
    tokenizer = transformers.AutoTokenizer.from_pretrained(folder)
    ids = [tokenizer.encode(text, add_special_tokens=False) for text in texts]
    return {"ids": ids, "texts": [tokenizer.decode(each) for each in ids]}


def make(form, folder, vocabulary, seed):
    """A model that transformers itself made, its weights at random and large enough to matter."""
    sizes = {"vocab_size": vocabulary, "bos_token_id": 0, "eos_token_id": 0}
    if form == "gpt2":
        config = transformers.GPT2Config(n_embd=64, n_layer=3, n_head=4, n_positions=64, **sizes)
    else:
        heads = {"num_attention_heads": 4, "num_key_value_heads": 2, "max_position_embeddings": 64}
        config = transformers.LlamaConfig(
            hidden_size=64, intermediate_size=96, num_hidden_layers=3, rms_norm_eps=1e-6, **heads, **sizes
        )
    torch.manual_seed(seed)
    model = transformers.AutoModelForCausalLM.from_config(config)
    with torch.no_grad():
        for each in model.parameters():
            each.add_(0.1 * torch.randn_like(each))
    model.save_pretrained(folder)
    return {}


def server_of(file):
    """A server of llama.cpp in this process, and what posts to it."""
    params = xllamacpp.CommonParams()
    params.model.path = file
    params.n_ctx, params.n_parallel, params.cpuparams.n_threads = 256, 1, 1
    params.n_gpu_layers, params.warmup, params.verbosity, params.port = 0, False, -1, 0
    params.fit_params = False
    params.cache_type_k = params.cache_type_v = xllamacpp.ggml_type.GGML_TYPE_F32
    params.flash_attn_type = xllamacpp.llama_flash_attn_type.LLAMA_FLASH_ATTN_TYPE_DISABLED
    server = xllamacpp.Server(params)

    def post(path, body):
        data, header = json.dumps(body).encode(), {"content-type": "application/json"}
        with urllib.request.urlopen(urllib.request.Request(server.listening_address + path, data, header)) as answer:
            return json.load(answer)

    return server, post


def complete(file, prompts, tokens, texts):
    """The likeliest text behind each prompt by llama.cpp, which cuts the prompts itself; and how it cuts texts."""
    server, post = server_of(file)
    pieces = [post("/tokenize", {"content": text, "add_special": False})["tokens"] for text in texts]
    completed = []
    for prompt in prompts:
        ids = post("/tokenize", {"content": prompt, "add_special": True})["tokens"]
        likeliest = {"temperature": 0, "n_predict": tokens, "cache_prompt": False, "return_tokens": True}
        made = post("/completion", {"prompt": prompt, **likeliest})
        completed.append({"ids": ids, "text": made["content"], "tokens": made["tokens"]})
    del server
    return {"completed": completed, "ids": pieces}


COMMANDS = {"logits": logits, "encode": encode, "make": make, "complete": complete}
for line in sys.stdin:
    request = json.loads(line)
    print(json.dumps(COMMANDS[request.pop("do")](**request)), flush=True)
