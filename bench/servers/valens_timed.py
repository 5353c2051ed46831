"""Valens' app as it is, with the time and the SQL statements of each answer told in a header; runs in its own Python.

    VALENS_CONFIG=config.py python bench/servers/valens_timed.py LOG PORT

LOG is JSON: a list of sessions, each a day and its sets as exercise, repetitions, kilograms and effort (RPE). They are
put in as Valens' own workouts; then gunicorn serves with two processes of one thread, as Valens' container does. The
time goes from the request's arrival at the app to the answer that it gives; BEGIN and COMMIT are not counted.
"""

from __future__ import annotations

import json
import sys
import time
from datetime import date
from pathlib import Path

from gunicorn.app.base import BaseApplication
from sqlalchemy import Engine, event
from valens import app, database
from valens.models import Exercise, Sex, User, Workout, WorkoutSet

WORKERS = 2
STATEMENTS: list[str] = []


def timed(environ, start_response):
    """The app, timed; a process answers one request at a time."""
    begin = time.perf_counter()
    STATEMENTS.clear()
    said = []
    body = app(environ, lambda status, headers, *_: said.append((status, headers)))
    [(status, headers)] = said
    took = (time.perf_counter() - begin) * 1000
    start_response(status, [*headers, ("Server-Timing", f"app;dur={took:.3f}, sql;dur={len(STATEMENTS)}")])
    return body


class Server(BaseApplication):
    """gunicorn, set up from here."""

    def load_config(self) -> None:
        """Say where it listens, and with how many."""
        for name, value in {"bind": f"127.0.0.1:{sys.argv[2]}", "workers": WORKERS, "loglevel": "warning"}.items():
            self.cfg.set(name, value)

    def load(self):
        """Give the app."""
        return timed


def fill(log: list) -> None:
    """Put the log in, as one user's."""
    with app.app_context():
        database.upgrade()
        user = User(name="me", sex=Sex.FEMALE)
        database.session.add(user)
        database.session.flush()
        exercises = {name: Exercise(user_id=user.id, name=name) for _, sets in log for name, *_ in sets}
        database.session.add_all(exercises.values())
        database.session.flush()
        for day, sets in log:
            elements = [
                WorkoutSet(
                    position=position,
                    exercise_id=exercises[name].id,
                    reps=reps,
                    weight=load,
                    rpe=rpe,
                    automatic=False,
                )
                for position, (name, reps, load, rpe) in enumerate(sets, 1)
            ]
            database.session.add(Workout(user_id=user.id, date=date.fromisoformat(day), elements=elements))
        database.session.commit()
        database.get_engine().dispose()


if __name__ == "__main__":
    fill(json.loads(Path(sys.argv[1]).read_bytes()))
    event.listen(Engine, "before_cursor_execute", lambda *words: STATEMENTS.append(words[2]))
    Server().run()
