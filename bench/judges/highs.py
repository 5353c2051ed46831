"""HiGHS as a second judge of a program: reads programs as lines of JSON, prints value, proof and seconds of each,
both by the clock and of work.

A process of its own, because the planner's solver brings a HiGHS of another version that cannot be loaded beside it.
"""

from __future__ import annotations

import sys
import time

import highspy
import msgspec
import numpy as np

from legday.plan.program import Program


def solve(program: Program, limit_s: float) -> tuple[float, bool]:
    """Solve a program to a gap of zero; give the value and whether it is proved."""
    places = {name: place for place, name in enumerate(program.limits)}
    prices = np.zeros(len(places))
    for factor, name in program.goal:
        prices[places[name]] += factor
    model = highspy.Highs()
    model.setOptionValue("output_flag", False)
    model.setOptionValue("mip_rel_gap", 0.0)
    model.setOptionValue("mip_abs_gap", 0.5)  # every value is whole, so less than one is nothing
    model.setOptionValue("time_limit", limit_s)
    model.setOptionValue("threads", 1)  # as the planner has one worker
    for (low, high), price, place in zip(program.limits.values(), prices, places.values(), strict=True):
        model.addVar(float(low), float(high))
        model.changeColCost(place, float(price))
        model.changeColIntegrality(place, highspy.HighsVarType.kInteger)
    for row in program.rows:
        low = -highspy.kHighsInf if row.low is None else float(row.low)
        high = highspy.kHighsInf if row.high is None else float(row.high)
        columns = np.array([places[name] for _, name in row.terms], dtype=np.int32)
        factors = np.array([factor for factor, _ in row.terms], dtype=np.float64)
        model.addRow(low, high, len(columns), columns, factors)
    model.changeObjectiveSense(highspy.ObjSense.kMaximize)
    model.run()
    proved = model.getModelStatus() == highspy.HighsModelStatus.kOptimal
    return model.getInfo().objective_function_value, proved


def main() -> None:
    limit_s = float(sys.argv[1])
    for line in sys.stdin.buffer:
        program = msgspec.json.decode(line, type=Program)
        began, worked = time.perf_counter(), time.process_time()
        value, proved = solve(program, limit_s)
        took, work = time.perf_counter() - began, time.process_time() - worked
        answer = {"value": value, "proved": proved, "seconds": took, "work_s": work}
        sys.stdout.buffer.write(msgspec.json.encode(answer) + b"\n")


if __name__ == "__main__":
    main()
