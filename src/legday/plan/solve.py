"""Solve the week: wishes and limits in, the best plan and its proof out."""

from __future__ import annotations

from datetime import date

from ortools.sat.python import cp_model

from legday.coach.state import State
from legday.kinds import Value
from legday.movement.atlas import Atlas
from legday.movement.catalogue import Catalogue
from legday.plan.explain import explain
from legday.plan.fill import fill
from legday.plan.goal import Goal
from legday.plan.options import options
from legday.plan.program import Program
from legday.plan.relax import relax
from legday.plan.rules import program
from legday.plan.week import NOT_PLANNED, Proof, Status, Week


class Stop(Value):
    """When to stop looking: after so many seconds; the seed makes the search repeatable."""

    seconds: float = 10.0
    seed: int = 1


class Solved(Value):
    """A program's best answer, None where none was found in time, and the proof of how good it is."""

    answer: dict[str, int] | None
    proof: Proof


def best(program: Program, stop: Stop) -> Solved:
    """Find the best answer to a program with CP-SAT and say how sure it is.

    >>> best(Program(limits={"x": (0, 3)}, rows=(), goal=((2, "x"),)), Stop()).proof.status.value
    'OPTIMAL'
    """
    model = cp_model.CpModel()
    variables = {name: model.new_int_var(low, high, name) for name, (low, high) in program.limits.items()}
    for row in program.rows:
        total = sum(factor * variables[name] for factor, name in row.terms)
        if row.low is not None:
            model.add(total >= row.low)
        if row.high is not None:
            model.add(total <= row.high)
    model.maximize(sum(factor * variables[name] for factor, name in program.goal))
    solver = cp_model.CpSolver()
    solver.parameters.max_time_in_seconds = stop.seconds
    solver.parameters.random_seed = stop.seed
    # One worker with the full linear relaxation: the same answer on every machine, and the soonest proof.
    solver.parameters.num_workers = 1
    solver.parameters.linearization_level = 2
    status = solver.solve(model)
    found = status in (cp_model.OPTIMAL, cp_model.FEASIBLE)
    answer = {name: solver.value(variable) for name, variable in variables.items()} if found else None
    objective = solver.objective_value if found else 0.0
    bound = solver.best_objective_bound if found else 0.0
    return Solved(
        answer=answer,
        proof=Proof(
            status=Status.OPTIMAL if status == cp_model.OPTIMAL else Status.FEASIBLE if found else Status.STOPPED,
            objective=objective,
            bound=bound,
            gap=abs(bound - objective) / max(1.0, abs(bound)),
            seconds=round(solver.wall_time, 3),
        ),
    )


def solve(
    goal: Goal, state: State, movements: Catalogue, atlas: Atlas, *, start: date | None = None, stop: Stop | None = None
) -> Week:
    """Plan the seven days from ``start`` (default: the state's day) and prove the plan.

    Nothing is planned while a red flag is open: the week comes back empty with what to do first.
    """
    stop = stop or Stop()
    start = start or state.today
    choice = options(goal, state, movements, atlas, start)
    if state.flags:
        return explain(choice, {}, NOT_PLANNED, sessions=(), limits=(), start=start)
    solved = best(program(choice), stop)
    limits = relax(choice, solved.answer, lambda other: best(other, stop).answer)
    answer = solved.answer or {}
    return explain(choice, answer, solved.proof, sessions=fill(choice, answer), limits=limits, start=start)
