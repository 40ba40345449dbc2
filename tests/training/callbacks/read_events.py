"""Prints what TensorBoard reads of a folder of event files, as JSON."""
import json
import math
import sys

from tensorboard.backend.event_processing import event_accumulator

sizes = {event_accumulator.SCALARS: 0, event_accumulator.HISTOGRAMS: 0, event_accumulator.TENSORS: 0}
events = event_accumulator.EventAccumulator(sys.argv[1], size_guidance=sizes)
events.Reload()
tags = events.Tags()


def histogram(event):
    value = event.histogram_value
    return {
        "step": event.step, "min": value.min, "max": value.max, "num": value.num, "sum": value.sum,
        "squares": value.sum_squares, "limits": list(value.bucket_limit), "counts": list(value.bucket),
    }


def text(event):
    return [event.step, event.tensor_proto.string_val[0].decode()]


print(json.dumps({
    "scalars": {
        tag: [[e.step, e.value if math.isfinite(e.value) else None] for e in events.Scalars(tag)]
        for tag in tags["scalars"]
    },
    "texts": {
        tag: [text(e) for e in events.Tensors(tag)]
        for tag in tags["tensors"]
        if events.SummaryMetadata(tag).plugin_data.plugin_name == "text"
    },
    "histograms": {tag: [histogram(e) for e in events.Histograms(tag)] for tag in tags["histograms"]},
}))
