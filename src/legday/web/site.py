"""What every page shares: the person's facts, what is read from them, and the templates."""

from __future__ import annotations

import secrets
from collections import OrderedDict
from collections.abc import Callable, Iterable, Mapping
from datetime import date, datetime
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Lock
from typing import Annotated, Any, TypeVar

import jinja2
from fastapi import Depends, Request
from starlette.datastructures import FormData
from starlette.responses import HTMLResponse, RedirectResponse

from legday import loop, units
from legday.body.muscles import groups
from legday.coach.review import unjudged
from legday.coach.state import Trend
from legday.kinds import BadInput, Unit
from legday.log.fact import Fact, Kind, later_than
from legday.log.merge import Answer
from legday.plan import words
from legday.plan.week import Week
from legday.store.facts import Store
from legday.web import text
from legday.web.assets import asset
from legday.web.pictures import step_pictures
from legday.web.plates import as_loads, on_bar
from legday.web.search import Search
from legday.web.who import who

Written = TypeVar("Written")

MOST_KEPT = 64
"""People whose facts are kept read; ten years of one take some 100 MB, and others are read again in half a second."""


class Site:
    """One person's legday on the web: reads through a cache, writes through the store.

    ``now`` gives the clock time of the person. What is read from the facts is kept until a fact is added or a new day
    begins. ``offers`` are weeks that were worked out and wait for a yes, each with the last fact that it knew of.
    """

    def __init__(self, store: Store, person: str, now: Callable[[], datetime]) -> None:
        self.store = store
        self.person = person
        self.now = now
        self.uploads: dict[str, Path] = {}
        self._folder = TemporaryDirectory(prefix="legday-")
        self.search = Search()
        self.proposals = loop.Proposals()
        self.offers: dict[str, tuple[str | None, Week]] = {}
        self._lock = Lock()
        self._reading = Lock()
        self._writing = Lock()
        self._left = False
        self._cursor = 0
        self._facts: tuple[Fact, ...] = ()
        self._known: tuple[loop.Known, tuple[Fact, ...]] | None = None
        self._pages = _templates()

    def new_upload(self) -> Path:
        """A file to keep what a person hands in, in the place of the last one."""
        self._drop_uploads()
        token = secrets.token_urlsafe(16)
        self.uploads[token] = Path(self._folder.name) / token
        return self.uploads[token]

    def _drop_uploads(self) -> None:
        for old in self.uploads.values():
            old.unlink(missing_ok=True)
        self.uploads.clear()

    @property
    def today(self) -> date:
        """The day by the person's clock."""
        return self.now().date()

    def facts(self) -> tuple[Fact, ...]:
        """All facts of the person; only new ones are fetched."""
        with self._lock:
            self._read()
            return self._facts

    def _read(self) -> None:
        if self.store.cursor(self.person) != self._cursor:
            cursor, new = self.store.since(self.person, self._cursor)
            kept = self._facts if cursor - self._cursor == len(new) else ()  # else all was erased elsewhere
            self._facts, self._cursor = kept + new, cursor

    def cursor(self) -> int:
        """How far the facts are read: everything that came until then is in ``facts`` and ``known``."""
        with self._lock:
            self._read()
            return self._cursor

    def known(self) -> loop.Known:
        """What the facts say today."""
        with self._reading:  # who comes meanwhile waits for the same answer
            today, facts, kept = self.today, self.facts(), self._known
            if kept and kept[1] is facts and kept[0].today == today:
                return kept[0]
            if kept and kept[1] == facts[: len(kept[1])]:  # not so when all was erased elsewhere
                known = loop.learn(kept[0], facts, facts[len(kept[1]) :], today)
            else:
                known = loop.read(facts, today)
            self._known = known, facts
            return known

    def write(self, kind: Kind, bodies: Mapping[str, dict[str, Any]]) -> tuple[Answer, ...]:
        """Store one new fact per subject; each sorts after all facts that are known."""
        at, last = self.now(), max((fact.id for fact in self.facts()), default=None)
        facts = []
        for about, body in bodies.items():
            last = later_than(last, at, secrets.token_bytes(16))
            facts.append(Fact(id=last, about=about, kind=kind, at=at, body=body))
        return self.add(facts)

    def add(self, facts: Iterable[Fact]) -> tuple[Answer, ...]:
        """Store facts that have their ids already."""
        return self.take(facts)[1]

    def take(self, facts: Iterable[Fact]) -> tuple[int, tuple[Answer, ...]]:
        """Store facts that have their ids already, and give the cursor after them beside the answers."""
        return self.writing(lambda store: store.take(self.person, tuple(facts)))

    def writing(self, act: Callable[[Store], Written]) -> Written:
        """Let something write about the person; refused once they have left, and leaving waits for it."""
        with self._writing:
            if self._left:
                raise BadInput("You have left.", "Nothing is kept about you any more.")
            return act(self.store)

    def erase(self) -> None:
        """Delete the person's log for real; their account stays."""
        self.store.erase(self.person)
        self.clear()

    def leave(self, leave: Callable[[], None]) -> None:
        """Have the person leave between two writes; what another page of theirs still wants to write is refused."""
        with self._writing:
            leave()
            self._left = True
        self.clear()

    def clear(self) -> None:
        """Let go of everything that was read, and of what the person handed in."""
        with self._lock:
            self._drop_uploads()
            self.offers.clear()
            self._facts, self._cursor, self._known = (), 0, None

    def page(self, template: str, *, status: int = 200, **values: object) -> HTMLResponse:
        """Render a template with what every page needs."""
        known = self.known()
        page = self._pages.get_template(template)
        shared = {"unit": known.unit, "known": known, "movements": known.catalogue, "today": self.today}
        html = page.render(**shared, whose=self.person, **values)
        return HTMLResponse(html, status, {"Legday-Person": self.person})


def bare(template: str, *, status: int = 200, **values: object) -> HTMLResponse:
    """Render a page for somebody who is not signed in, so that it knows nothing of anybody."""
    return HTMLResponse(_templates().get_template(template).render(**values), status)


@cache
def _templates() -> jinja2.Environment:
    # They are the same for every site, and each is compiled once.
    def in_unit(unit: Unit, value: float) -> str:
        return units.number(units.in_unit(value, unit))

    pages = jinja2.Environment(
        loader=jinja2.PackageLoader("legday.web"), autoescape=True, trim_blocks=True, lstrip_blocks=True
    )
    pages.undefined = jinja2.StrictUndefined
    pages.globals.update(asset=asset, group_names=groups(), day_names=text.DAYS)
    pages.globals.update(error=None, typed=None)
    pages.filters.update(
        load=_with_unit(units.load),
        near=_with_unit(units.near),
        say=_with_unit(units.say),
        on_bar=_with_three(on_bar),
        as_loads=_with_unit(as_loads),
        amount=_with_unit(lambda value, unit: in_unit(unit, value)),
        day=text.day,
        short_day=text.short_day,
        clock=text.clock,
        moment=text.moment,
        span=words.span,
        reps=words.reps,
        asked=words.asked,
        number=units.number,
        capital=text.capital,
        source=text.source,
        place=text.place,
        cited=text.cited,
        dois=text.dois,
        step_pictures=step_pictures,
        muscle_name=lambda group: text.capital(groups()[group].name),
        sets=_with_unit(words.sets),
        gap=text.gap,
        runs=words.runs,
        unjudged=_unjudged,
        work_sets=text.work_sets,
    )
    return pages


@jinja2.pass_context
def _unjudged(context: jinja2.runtime.Context, trend: Trend) -> str:
    return unjudged(trend, context["today"])


def _with_unit(words: Callable[[Any, Unit], str]) -> Callable[..., str]:
    @jinja2.pass_context
    def filtered(context: jinja2.runtime.Context, value: Any) -> str:
        return words(value, context["unit"])

    return filtered


def _with_three(words: Callable[[Any, Any, Unit], Any]) -> Callable[..., Any]:
    @jinja2.pass_context
    def filtered(context: jinja2.runtime.Context, value: Any, other: Any) -> Any:
        return words(value, other, context["unit"])

    return filtered


class Sites:
    """Everybody's legday over one store; what was read for the people who asked last is kept."""

    def __init__(self, store: Store, now: Callable[[], datetime]) -> None:
        self.store = store
        self.now = now
        self._lock = Lock()
        self._kept: OrderedDict[str, Site] = OrderedDict()

    def of(self, person: str) -> Site:
        """The legday of one person."""
        with self._lock:
            site = self._kept.pop(person, None) or Site(self.store, person, self.now)
            self._kept[person] = site
            if len(self._kept) > MOST_KEPT:
                self._kept.popitem(last=False)
        return site

    def forget(self, person: str) -> None:
        """Let go of what was read for a person who left."""
        with self._lock:
            self._kept.pop(person, None)


def find_site(request: Request) -> Site:
    """The legday of the person who asks."""
    sites: Sites = request.app.state.sites
    return sites.of(who(request).person)


async def _form(request: Request) -> FormData:
    return await request.form()


Here = Annotated[Site, Depends(find_site)]
"""The site, for a route."""

Typed = Annotated[FormData, Depends(_form)]
"""What was typed into the form, for a route."""


def see(path: str) -> RedirectResponse:
    """Send the browser to a page after a write, so that going back or reloading writes nothing twice."""
    return RedirectResponse(path, 303)
