"""Solve the week: wishes and limits in, the best plan and its proof out."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from datetime import date
from threading import Event, Thread
from typing import Self

from ortools.sat.python import cp_model

from legday.coach.state import State
from legday.kinds import Value
from legday.movement.atlas import Atlas
from legday.movement.catalogue import Catalogue
from legday.plan.binding import binding
from legday.plan.explain import explain
from legday.plan.fill import fill
from legday.plan.goal import Goal
from legday.plan.model import program
from legday.plan.options import Options, days, options
from legday.plan.program import Program
from legday.plan.relax import relax
from legday.plan.week import NOT_PLANNED, Found, Proof, Status, Week


class Stop(Value):
    """When to stop looking: after so many seconds of work; the seed makes the search repeatable.

    Work is counted by the solver and not by the clock, so that a search that was stopped gives the same week on a busy
    machine and on an idle one. On a slow machine the clock stops it after twice as long.
    """

    seconds: float = 10.0
    seed: int = 1


Watch = Callable[[Found], bool]
"""Is told a few times a second how far a search has come; False stops it with the best so far."""

TELL_S = 0.2
"""How often a watch is told."""


WORK, SLOW = 1.8, 2.0
"""What the solver counts as work in a second of a usual machine, and how much longer the clock may run elsewhere."""


class Solved(Value):
    """A program's best answer, None where none was found in time, and the proof of how good it is."""

    answer: dict[str, int] | None
    proof: Proof


class _Watcher(cp_model.CpSolverSolutionCallback):
    """Keeps what the solver has found, and tells it a few times a second from a thread beside the search."""

    def __init__(self, solver: cp_model.CpSolver, watch: Watch) -> None:
        super().__init__()
        self._solver, self._watch, self._began = solver, watch, time.monotonic()
        self._objective: float | None = None
        self._bound = 0.0
        self._over = Event()
        solver.best_bound_callback = self._bounded

    def on_solution_callback(self) -> None:
        self._objective, self._bound = self.objective_value, self.best_objective_bound

    def _bounded(self, bound: float) -> None:
        self._bound = bound

    def __enter__(self) -> Self:
        Thread(target=self._tell, daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        self._over.set()

    def _tell(self) -> None:
        while not self._over.wait(TELL_S):
            if self._objective is None:
                continue
            seconds = time.monotonic() - self._began
            if not self._watch(Found(objective=self._objective, bound=self._bound, seconds=seconds)):
                self._solver.stop_search()


def best(program: Program, stop: Stop, *, hint: Mapping[str, int] | None = None, watch: Watch | None = None) -> Solved:
    """Find the best answer to a program with CP-SAT and say how sure it is.

    ``hint`` is an answer to begin from; it changes how soon the best is found and not which.

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
    for name, value in (hint or {}).items():
        model.add_hint(variables[name], value)
    solver = cp_model.CpSolver()
    solver.parameters.max_deterministic_time = WORK * stop.seconds
    solver.parameters.max_time_in_seconds = SLOW * stop.seconds
    solver.parameters.random_seed = stop.seed
    # One worker with the full linear relaxation: the same answer on every machine, and the soonest proof.
    solver.parameters.num_workers = 1
    solver.parameters.linearization_level = 2
    if watch is None:
        status = solver.solve(model)
    else:
        with _Watcher(solver, watch) as watcher:
            status = solver.solve(model, watcher)
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
    goal: Goal,
    state: State,
    movements: Catalogue,
    atlas: Atlas,
    *,
    start: date | None = None,
    lighter: bool = False,
    stop: Stop | None = None,
    watch: Watch | None = None,
) -> Week:
    """Plan the seven days from ``start`` (default: the state's day) and prove the plan.

    A ``lighter`` week has half the sets. Nothing is planned while a red flag is open: the week comes back empty with
    what to do first.
    """
    start = start or state.today
    choice = options(goal, state, movements, atlas, days(goal, start), lighter=lighter)
    if state.flags:
        return explain(choice, {}, NOT_PLANNED, sessions=(), start=start)
    return settle(choice, start, stop or Stop(), watch=watch)


def settle(
    choice: Options,
    start: date,
    stop: Stop,
    *,
    hint: Mapping[str, int] | None = None,
    watch: Watch | None = None,
) -> Week:
    """Find the best of what can be chosen and write it out with its reasons, its limits and their prices."""
    solved = best(program(choice), stop, hint=hint, watch=watch)
    answer = solved.answer or {}

    def search(other: Program) -> Mapping[str, int] | None:
        return best(other, Stop(seconds=min(stop.seconds, SIDE_S), seed=stop.seed)).answer

    return explain(
        choice,
        answer,
        solved.proof,
        sessions=fill(choice, answer),
        limits=relax(choice, solved.answer, search),
        prices=binding(choice, solved.answer, search),
        start=start,
    )


SIDE_S = 2.0
"""How long each question about the limits may take."""
