"""The lines of the benchmark: what is measured, than what, and the goal."""

import json
import os
from typing import Any, NamedTuple


class Line(NamedTuple):
    """A ratio. Of seconds, or of queries.

    :param goal: the most that it shall be, or None
    """

    name: str
    ours: float
    than: float
    goal: Any = None
    unit: str = "s"

    @property
    def ratio(self):
        return self.ours / self.than if self.than else float("inf")

    def __str__(self):
        form = ".3f" if self.unit == "s" else ".0f"
        aim = ""
        if self.goal is not None:
            reached = "reached" if round(self.ratio, 2) <= self.goal else "MISSED"
            aim = f"  (goal {self.goal:g}: {reached})"
        return (
            f"{self.name:58} {self.ours:8{form}} {self.unit} /"
            f" {self.than:8{form}} {self.unit} = {self.ratio:6.2f}{aim}"
        )


def show(*line, **values):
    """Print a line, and keep it for the chart."""
    line = Line(*line, **values)
    print(line, flush=True)
    if path := os.environ.get("BENCHMARK_LINES"):
        with open(path, "a", encoding="utf-8") as file:
            file.write(json.dumps(line) + "\n")
