"""Hooks of schemathesis: what is there is asked for too, and nothing that draws or goes on for minutes."""

import json
import os
import random

import schemathesis

KNOWN = json.loads(os.environ["FUZZ_KNOWN"])
CHANCE = random.Random(1)
WORDS = ["cat", "two cats", "a dog under a tree", "hello"]


def sometimes(values):
    """One of them in two of three cases, so that others are asked for as well."""
    return CHANCE.choice(values) if CHANCE.random() < 2 / 3 else None


def replaced(given, name, values):
    value = sometimes(values)
    if isinstance(given, dict) and value is not None:
        given[name] = value


@schemathesis.hook
def before_call(context, case, kwargs):
    path = case.operation.path
    if path.startswith("/artifacts/"):
        value = sometimes(KNOWN["artifacts"])
        if value is not None:
            case.path_parameters = {"kind": value["kind"], "id": value["id"]}
            replaced(case.query, "path", [value["path"]])
    elif "{id}" in path and not path.startswith("/corpus/"):
        ids = [KNOWN["tokenizer"]] if path.startswith("/tokenizers/") else KNOWN["runs"]
        # A stream of a job that nobody does has no end.
        if path.endswith("/stream"):
            ids = ids[:1]
        replaced(case.path_parameters, "id", ids)
    replaced(case.body, "files", [[KNOWN["corpus"]]])
    if path.startswith("/draw"):
        for given in (case.query, case.body):
            if isinstance(given, dict) and "prompts" not in given:
                replaced(given, "prompt", WORDS)
            limit(given, "count", 3)
    if path == "/complete":
        limit(case.body, "count", 3)
        limit(case.body, "maxTokens", 64)


def limit(given, name, most):
    value = given.get(name) if isinstance(given, dict) else None
    if isinstance(value, (int, float)) and not isinstance(value, bool) and value > most:
        # What is out of range stays so.
        given[name] = most if value <= 4096 else value
