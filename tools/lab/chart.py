"""Draws the benchmark's lines: each ratio as a share of its goal."""

import json
import sys
from pathlib import Path

from matplotlib import pyplot

# Text stays text, and the same lines are the same file.
pyplot.rcParams.update({"svg.fonttype": "none", "svg.hashsalt": "make_schedule"})
REACHED, MISSED, GOAL = "#71639e", "#d9534f", "#333333"


def draw(lines, target):
    """Draw [[name, ours, than, goal, unit]] to a file; lines without a goal are not."""
    lines = [line for line in lines if line[3]][::-1]
    ratios = [ours / than for _name, ours, than, _goal, _unit in lines]
    shares = [ratio / line[3] for ratio, line in zip(ratios, lines, strict=True)]
    figure, axes = pyplot.subplots(figsize=(11, 0.36 * len(lines) + 0.9))
    colours = [REACHED if round(share, 2) <= 1 else MISSED for share in shares]
    axes.barh(range(len(lines)), shares, color=colours)
    axes.set_yticks(
        range(len(lines)),
        [name if unit == "s" else f"{name}: {unit}" for name, *_, unit in lines],
    )
    axes.axvline(1, color=GOAL, linestyle="--", linewidth=1)
    for at, (ratio, line) in enumerate(zip(ratios, lines, strict=True)):
        axes.text(shares[at], at, f" {ratio:.2f} (goal {line[3]:g})", va="center")
    axes.set_xlabel("ratio as a share of its goal; the dashed line is the goal")
    axes.set_xlim(0, max(1.4, max(shares) * 1.25))
    axes.spines[["top", "right"]].set_visible(False)
    figure.tight_layout()
    figure.savefig(target, metadata={"Date": None})


if __name__ == "__main__":
    source, target = map(Path, sys.argv[1:])
    draw([json.loads(line) for line in source.read_text().splitlines()], target)
