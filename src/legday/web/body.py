"""The body: mass and girths as trends with their error, what loads bone, and energy for those who want it."""

from __future__ import annotations

import secrets
from datetime import date
from typing import Any

import msgspec
from fastapi import APIRouter
from starlette.responses import Response

from legday import loop
from legday.coach.bone import bone_words
from legday.coach.energy import ENERGY, energy_words
from legday.coach.measures.drift import FEWEST, Drift
from legday.coach.measures.entries import GIRTH, MASS, Girth, Mass, Spot, girth_body, mass_body, read_measured
from legday.coach.measures.girth import GirthTrend, girth_words
from legday.coach.measures.mass import mass_words
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
    masses = body.measured.masses
    return site.page(
        "body.html",
        status=status,
        body=body,
        mass=mass_told(masses, body.mass, known.unit) if masses else None,
        girths=[girth_told(one, body.measured.girths[one.spot]) for one in body.girths],
        spots=[(one.value, one.words.capitalize()) for one in Spot],
        tape=tape_picture(),
        bone=bone_words(body.bone),
        fragile=Condition.BONES in known.goal.conditions,
        energies=[(one.day, energy_words(one)) for one in body.energy or ()],
        **{"typed": {}, **values},
    )


def mass_told(masses: tuple[Mass, ...], trend: Drift | None, unit: Unit) -> Told:
    """The mass as the page shows it, in the person's unit."""
    rows = [Row(id=one.id, day=one.at.date(), measured=exactly(one.mass_kg, unit)) for one in masses]
    return told("mass", mass_words(trend), trend, rows, unit)


def girth_told(found: GirthTrend, girths: tuple[Girth, ...]) -> Told:
    """A girth as the page shows it, in centimetres for everybody."""
    rows = [
        Row(id=one.id, day=one.at.date(), measured=round(one.kept_cm, 1), readings=one.readings_cm) for one in girths
    ]
    return told(found.spot.words, girth_words(found, girths), found.trend, rows, None)


def told(name: str, words: Because, trend: Drift | None, rows: list[Row], unit: Unit | None) -> Told:
    """Put the trend beside the entries that it follows, from the fourth on, and draw both."""
    points = trend.points if trend else ()
    banded = [
        None if number < FEWEST - 1 else tuple(exactly(one, unit or Unit.KG) for one in (at.middle, at.low, at.high))
        for number, at in enumerate(points)
    ]
    before = len(rows) - len(points)  # entries that are too old to be followed
    placed = [
        msgspec.structs.replace(row, trend=band) for row, band in zip(rows, [None] * before + banded, strict=True)
    ]
    drawn = tuple((row.day, *row.trend) for row in placed if row.trend)
    dots = tuple((row.day, row.measured) for row in placed[before:])
    axis = unit.value if unit else "cm"
    label = f"Your {name} in {axis}, with the trend and its band"
    chart = band_chart(drawn, dots, axis, label) if drawn else ""
    return Told(name=name, words=words, chart=chart, rows=tuple(placed[::-1]))


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
    site.add([loop.undo_entry(found, at=at, seed=seed, last=site.known().last)])
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
