"""Print every figure beside its aim."""

from __future__ import annotations

from tests.benchmarks.measures import run_all

for figure in run_all():
    verdict = "met" if figure.value <= figure.aim else "NOT met"
    aim = f"aim ≤ {figure.aim:g}: {verdict}" if figure.aim else ""
    print(f"{figure.name:<42} {figure.value:8.2f} {figure.unit:<4} {aim}".rstrip())
    print(f"{'':<42} {figure.detail}")
