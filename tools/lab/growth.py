"""Draws how the costs of screens and of a move grow with the number of orders."""

import json
import sys
from pathlib import Path

from matplotlib import pyplot

# Text stays text, and the same points are the same file.
pyplot.rcParams.update({"svg.fonttype": "none", "svg.hashsalt": "make_schedule"})


def draw(costs, target):
    """Draw {name: [[open rows, seconds]]} to a file."""
    figure, axes = pyplot.subplots(figsize=(9, 5))
    for name, points in costs.items():
        dashed = "--" if name.startswith("stock") else "-"
        axes.plot(*zip(*points, strict=True), dashed, marker="o", label=name)
    axes.set_xscale("log")
    axes.set_yscale("log")
    axes.set_xlabel("open sales order rows (half as many open MOs)")
    axes.set_ylabel("seconds, nothing known before")
    axes.grid(alpha=0.3)
    axes.legend()
    axes.spines[["top", "right"]].set_visible(False)
    figure.tight_layout()
    figure.savefig(target, metadata={"Date": None})


if __name__ == "__main__":
    source, target = map(Path, sys.argv[1:])
    draw(json.loads(source.read_text()), target)
