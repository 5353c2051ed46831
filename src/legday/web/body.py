"""The body: mass and girths as trends with their error, what loads bone, and energy for those who want it."""

from __future__ import annotations

import secrets
from datetime import date
from typing import Any

from fastapi import APIRouter
from starlette.responses import Response

from legday import loop
from legday.coach.bone import bone_words
from legday.coach.drift import FEWEST, Drift
from legday.coach.energy import ENERGY, energy_words
from legday.coach.girth import GirthTrend, girth_words
from legday.coach.mass import mass_words
from legday.coach.measured import GIRTH, MASS, Girth, Mass, Spot, girth_body, mass_body, read_measured
from legday.kinds import BadInput, Because, Condition, Unit, Value
from legday.log.fact import Kind
from legday.units import exactly, in_kg
from legday.web.charts import band_chart
from legday.web.forms import amount, field, one_of
from legday.web.pictures import tape_picture
from legday.web.site import Here, Site, Typed, see

router = APIRouter()


class Row(Value):
    """An entry in a table: what was measured, and the trend on that day with its band (None: too early)."""

    id: str
    day: date
    measured: float
    readings: tuple[float, ...] = ()
    trend: tuple[float, float, float] | None = None


class Told(Value):
    """A measured thing as the page shows it: its sentence, its chart ("": too early) and its rows, newest first."""

    name: str
    words: Because
    chart: str
    rows: tuple[Row, ...]


@router.get("/body")
def show(site: Here, entry: str = "") -> Response:
    """The body as it was measured, or one entry to put right."""
    found = find_entry(site, entry) if entry else None
    return entry_page(site, found) if found else page(site)


def page(site: Site, status: int = 200, **values: Any) -> Response:
    """Show the body with what was typed."""
    known = site.known()
    body = loop.read_body(site.facts(), known)
    unit = known.unit
    masses = body.measured.masses
    label = f"Your mass in {unit.value}, with the trend and its band"
    mass = Told(
        name="mass",
        words=mass_words(body.mass),
        chart=chart(body.mass, [(one.at.date(), exactly(one.mass_kg, unit)) for one in masses], label, unit),
        rows=tuple(mass_row(one, number, body.mass, unit) for number, one in enumerate(masses))[::-1],
    )
    return site.page(
        "body.html",
        status=status,
        body=body,
        mass=mass if masses else None,
        girths=[girth_told(one, body.measured.girths[one.spot]) for one in body.girths],
        spots=[(one.value, one.words.capitalize()) for one in Spot],
        tape=tape_picture(),
        bone=bone_words(body.bone),
        fragile=Condition.BONES in known.goal.conditions,
        energies=[(one.day, energy_words(one)) for one in body.energy or ()],
        **{"typed": {}, **values},
    )


def chart(trend: Drift | None, dots: list[tuple[date, float]], label: str, unit: Unit | None) -> str:
    """Draw a trend with its band from the fourth entry on, and what was measured; nothing while it is too early."""
    if trend is None:
        return ""
    points = tuple((one.day, *banded(one.middle, one.low, one.high, unit)) for one in trend.points[FEWEST - 1 :])
    return band_chart(points, tuple(dots), unit.value if unit else "cm", label)


def banded(middle: float, low: float, high: float, unit: Unit | None) -> tuple[float, float, float]:
    """A trend with its band in the unit of the person; girths are centimetres for everybody."""
    if unit is None:
        return round(middle, 1), round(low, 1), round(high, 1)
    return exactly(middle, unit), exactly(low, unit), exactly(high, unit)


def mass_row(one: Mass, number: int, trend: Drift | None, unit: Unit) -> Row:
    """A mass in the table."""
    on = trend.points[number] if trend and number >= FEWEST - 1 else None
    return Row(
        id=one.id,
        day=one.at.date(),
        measured=exactly(one.mass_kg, unit),
        trend=banded(on.middle, on.low, on.high, unit) if on else None,
    )


def girth_told(found: GirthTrend, girths: tuple[Girth, ...]) -> Told:
    """A girth as the page shows it."""
    points = found.trend.points if found.trend else ()
    rows = []
    for number, one in enumerate(girths):
        on = points[number] if points and number >= FEWEST - 1 else None
        band = banded(on.middle, on.low, on.high, None) if on else None
        day, kept = one.at.date(), round(one.kept_cm, 1)
        rows.append(Row(id=one.id, day=day, measured=kept, readings=one.readings_cm, trend=band))
    label = f"Your {found.spot.words} in centimetres, with the trend and its band"
    return Told(
        name=found.spot.words,
        words=girth_words(found, girths),
        chart=chart(found.trend, [(row.day, row.measured) for row in rows], label, None),
        rows=tuple(rows[::-1]),
    )


@router.post("/body/mass")
def keep_mass(site: Here, form: Typed) -> Response:
    """Keep a mass."""
    try:
        add(site, MASS, read_mass(site, form), read_day(site, form))
    except BadInput as error:
        return page(site, 422, error=error, typed={"mass": field(form, "mass"), "mass-day": field(form, "day")})
    return see("/body#mass")


@router.post("/body/girth")
def keep_girth(site: Here, form: Typed) -> Response:
    """Keep a girth; of two readings that are far apart a third is asked for."""
    try:
        where = one_of(Spot, field(form, "spot"), "The place of the tape")
        add(site, f"{GIRTH}{where.value}", read_girth(form), read_day(site, form))
    except BadInput as error:
        typed = {name: field(form, name) for name in ("spot", "first", "second", "third")}
        return page(site, 422, girth_error=error, typed={**typed, "girth-day": field(form, "day")})
    return see("/body#girths")


@router.post("/body/energy")
def turn(site: Here, form: Typed) -> Response:
    """Show the energy of sessions, or show it no more."""
    site.write(Kind.WISHED, {ENERGY: {"on": field(form, "on") == "yes"}})
    return see("/body#energy")


@router.post("/body/entry/{id}")
def put_right(site: Here, id: str, form: Typed) -> Response:
    """Take a mistaken entry back and, where a value is given, keep the right one for the same day."""
    found = find_entry(site, id)
    if found is None:  # taken back already, on another device or by a second tap
        return see("/body")
    try:
        if field(form, "away") != "yes":
            mass = isinstance(found, Mass)
            about = MASS if mass else f"{GIRTH}{found.spot.value}" if isinstance(found, Girth) else ""
            add(site, about, read_mass(site, form) if mass else read_girth(form), found.at.date())
    except BadInput as error:
        return entry_page(site, found, 422, error=error, typed=form)
    at, seed = site.now(), secrets.token_bytes(16)
    site.add([loop.take_back(found, at=at, seed=seed, last=site.known().last)])
    return see("/body")


def entry_page(site: Site, found: Mass | Girth, status: int = 200, **values: Any) -> Response:
    """Show one entry to put right."""
    unit = site.known().unit
    mass = exactly(found.mass_kg, unit) if isinstance(found, Mass) else None
    girth = found if isinstance(found, Girth) else None
    return site.page("measured.html", status=status, entry=found, mass=mass, girth=girth, **values)


def find_entry(site: Site, id: str) -> Mass | Girth | None:
    """Find what was measured by its id; None where it was taken back."""
    return next((one for one in read_measured(site.facts()).entries if one.id == id), None)


def add(site: Site, about: str, body: dict[str, Any], day: date) -> None:
    """Store something measured."""
    at, seed = site.now(), secrets.token_bytes(16)
    site.add([loop.measure(about, body, day, at=at, seed=seed, last=site.known().last)])


def read_mass(site: Site, form: Typed) -> dict[str, Any]:
    """Read a mass in the person's unit."""
    return mass_body(in_kg(amount(field(form, "mass"), "The mass", 1000), site.known().unit))


def read_girth(form: Typed) -> dict[str, Any]:
    """Read two readings, or three."""
    typed = [field(form, name) for name in ("first", "second", "third")]
    return girth_body([amount(one, "The girth", 250) for one in typed if one])


def read_day(site: Site, form: Typed) -> date:
    """Read the day that something was measured on; today goes without saying."""
    typed = field(form, "day")
    try:
        return date.fromisoformat(typed) if typed else site.today
    except ValueError:
        raise BadInput(f'The day cannot be "{typed}".', "Give it as 2026-11-25, or leave it empty for today.") from None
