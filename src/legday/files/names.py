"""Names: what other apps' exercise names mean, by exact name, by normalised name, or by the person's answer."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from difflib import SequenceMatcher
from functools import cache, lru_cache
from importlib.resources import files

import msgspec

from legday.kinds import MovementId, Value
from legday.log.fact import Fact, Kind, latest
from legday.movement.catalogue import catalogue

Answers = Mapping[tuple[str, str], MovementId | None]
"""What a person said names mean: (app, exercise) → movement, None for no leg movement; the app "*" is any app."""

NO_LEG_SETS = frozenset(map(MovementId, ("cardio_leg", "side_plank", "pallof", "plank_deadbug")))
"""What a name may mean without its sets being leg sets: minutes on a bike or a stair, and what is for the trunk."""

_PAIRED = ("wger", "fedb")  # the tables that hold ids beside the names

_TOKEN = re.compile(r"[^\W_]+")
_NEAR = 0.55  # likeness from which a movement is suggested; below it suggestions are noise


class _Words(Value):
    """words.toml: how tokens fold, which are passed over, which make a leg word and which phrases are traps."""

    fold: dict[str, str]
    skip: frozenset[str]
    leg: tuple[str, ...]
    traps: tuple[str, ...]


class _Table(Value):
    """The names of one app's table: exact and by key, with None for what is no leg movement."""

    exact: dict[str, MovementId | None]
    keys: dict[str, MovementId | None]


class Names:
    """What exercise names mean to one person: the built-in tables and the person's own answers, which come first.

    ``own`` are the names of the person's own movements; they only come near, and nothing is taken for them unasked.

    >>> names = Names({("strong", "Kickbacks"): MovementId("kickback")})
    >>> names.resolve("strong", "Seated Leg Curl (Machine)"), names.resolve("strong", "machine leg extensions")
    ('leg_curl_seated', 'leg_extension')
    >>> names.resolve("strong", "Kickbacks"), names.asks("hevy", "Kickbacks"), names.asks("hevy", "Hanging Leg Raise")
    ('kickback', True, False)
    """

    def __init__(self, answers: Answers | None = None, own: Mapping[str, MovementId] | None = None) -> None:
        self._answers = dict(answers or {})
        self._own = {name_key(name): meant for name, meant in (own or {}).items()}
        self._near: dict[str, tuple[tuple[SequenceMatcher[str], MovementId], ...]] = {}
        self._folded = {(app, _plain(exercise)): meant for (app, exercise), meant in self._answers.items()}

    def resolve(self, app: str, exercise: str) -> MovementId | None:
        """Say which movement a name means; None when it is no leg movement or must be asked."""
        found, meant = self._find(app, exercise)
        return meant if found else None

    def by_id(self, app: str, id: str) -> MovementId | None:
        """Say which movement an exercise of wger (by its uuid) or of free-exercise-db ("fedb", by its id) is.

        >>> Names().by_id("fedb", "Barbell_Squat"), Names().by_id("wger", "nobody")
        ('back_squat', None)
        """
        return _ids(app).get(id)

    def asks(self, app: str, exercise: str) -> bool:
        """Whether the person should be asked: the name holds a word for the legs, is no known trap and not known."""
        found, _ = self._find(app, exercise)
        return not found and not _is_trap(exercise) and _has_leg_word(exercise)

    def near(self, app: str, exercise: str, count: int = 3) -> tuple[MovementId, ...]:
        """The movements whose names are nearest to an unknown one, the nearest first."""
        key = name_key(exercise)
        likeness: dict[MovementId, float] = {}
        for matcher, meant in self._matchers(app):
            matcher.set_seq1(key)
            least = likeness.get(meant, _NEAR)
            # Two upper bounds that cost little spare most of the comparing.
            if matcher.real_quick_ratio() >= least and matcher.quick_ratio() >= least:
                score = matcher.ratio()
                if score >= least:
                    likeness[meant] = score
        return tuple(sorted(likeness, key=lambda movement: (-likeness[movement], movement))[:count])

    def _matchers(self, app: str) -> tuple[tuple[SequenceMatcher[str], MovementId], ...]:
        """One matcher for each known name; making them costs more than using them."""
        if app not in self._near:
            known = {key: meant for table in reversed(_tables(app)) for key, meant in table.keys.items()} | self._own
            self._near[app] = tuple(
                (SequenceMatcher(None, "", key), meant) for key, meant in known.items() if meant is not None
            )
        return self._near[app]

    def _find(self, app: str, exercise: str) -> tuple[bool, MovementId | None]:
        """Look a name up; whether it was found, and what it means."""
        if app == "legday":
            return True, MovementId(exercise)
        for person in ((app, exercise), ("*", exercise)):
            if person in self._answers:
                return True, self._answers[person]
        for person in ((app, _plain(exercise)), ("*", _plain(exercise))):
            if person in self._folded:
                return True, self._folded[person]
        return _look_up(app, exercise)


def answers(facts: Iterable[Fact]) -> dict[tuple[str, str], MovementId | None]:
    """Read a person's answers from the wished facts about "name:APP:EXERCISE".

    >>> from datetime import datetime
    >>> at = datetime(2026, 11, 22)
    >>> fact = Fact(id="1", about="name:strong:Kickbacks", kind=Kind.WISHED, at=at, body={"movement": None})
    >>> answers([fact])
    {('strong', 'Kickbacks'): None}
    """
    said: dict[tuple[str, str], MovementId | None] = {}
    for about, fact in latest(facts, Kind.WISHED).items():
        if about.count(":") >= 2 and about.startswith("name:"):
            _, app, exercise = about.split(":", 2)
            said[app, exercise] = fact.body.get("movement")
    return said


def name_key(exercise: str) -> str:
    """Normalise a name: case, accents, punctuation, plurals, abbreviations and the order of words do not count.

    The brackets of "Name (Equipment)" fall with the punctuation, so "Machine Leg Extension" has the same key
    (evidence/movements 0, mapping order).

    >>> name_key("Leg Extensions (Machine)") == name_key("machine leg extension")
    True
    >>> name_key("Seated Leg Curl") == name_key("Seated Leg Extension")
    False
    """
    words = _words()
    tokens: list[str] = []
    for token in _tokens(exercise):
        folded = words.fold.get(token) or words.fold.get(_singular(token)) or _singular(token)
        tokens.extend(part for part in folded.split() if part not in words.skip and not part.isdigit())
    return " ".join(sorted(tokens))


def _plain(text: str) -> str:
    """Lower case without accents; the Turkish dotless i counts as i."""
    # The º of "45º" would decompose to the letter o.
    decomposed = unicodedata.normalize("NFKD", text.casefold().replace("ı", "i").replace("º", ""))
    return "".join(letter for letter in decomposed if not unicodedata.combining(letter)).strip()


@lru_cache(maxsize=8192)
def _tokens(text: str) -> tuple[str, ...]:
    return tuple(_TOKEN.findall(_plain(text)))


def _singular(token: str) -> str:
    """A token without its plural s."""
    return token[:-1] if len(token) > 3 and token.endswith("s") and not token.endswith("ss") else token


@lru_cache(maxsize=8192)
def _is_trap(exercise: str) -> bool:
    """Whether a name holds a phrase that sounds like legs and is not: whole words, one after another."""
    text = f" {' '.join(_singular(token) for token in _tokens(exercise))} "
    return any(f" {trap} " in text for trap in _words().traps)


@lru_cache(maxsize=8192)
def _has_leg_word(exercise: str) -> bool:
    """Whether a name holds a word for the legs; "ham" is one and "hammer" is not."""
    tokens = {token for whole in _tokens(exercise) for token in (whole, _singular(whole))}
    joined = " ".join(_tokens(exercise))
    for word in _words().leg:
        if word.endswith("*"):
            if any(token.startswith(word[:-1]) for token in tokens):
                return True
        elif word in tokens or (not word.isascii() and word in joined) or (" " in word and word in joined):
            return True
    return False


@lru_cache(maxsize=8192)
def _look_up(app: str, exercise: str) -> tuple[bool, MovementId | None]:
    """Look a name up in the tables: exact in the app's own, then by key in its own, the shared and the others'."""
    tables = _tables(app)
    plain = _plain(exercise)
    if plain in tables[0].exact:
        return True, tables[0].exact[plain]
    key = name_key(exercise)
    for table in tables:
        if key in table.keys:
            return True, table.keys[key]
    return False, None


@cache
def _words() -> _Words:
    return msgspec.toml.decode(_text("words"), type=_Words)


@cache
def _tables(app: str) -> tuple[_Table, ...]:
    """The tables in which an app's names are looked up, its own first."""
    own = app if app in ("hevy", *_PAIRED) else "strong"
    order = (own, "any", *(other for other in ("hevy", "strong") if other != own))
    return (*(_read_table(name) for name in order), _own_names())


@cache
def _own_names() -> _Table:
    """What legday itself calls its movements, as its exports to other apps do where those have no name."""
    named = {movement.name: id for id, movement in catalogue().items()}
    return _Table(
        exact={_plain(name): id for name, id in named.items()}, keys={name_key(name): id for name, id in named.items()}
    )


@cache
def _ids(app: str) -> Mapping[str, MovementId]:
    """What the ids of a table mean; empty where it has none."""
    if app not in _PAIRED:
        return {}
    return {id: MovementId(meant) for meant, pairs in _read_pairs(app).items() for id, _ in pairs}


@cache
def _read_table(name: str) -> _Table:
    """Read one table: movement id → its names, and under "none" the names that are no leg movement."""
    if name in _PAIRED:
        meanings = {meant: [exercise for _, exercise in pairs] for meant, pairs in _read_pairs(name).items()}
    else:
        meanings = msgspec.toml.decode(_text(name), type=dict[str, list[str]])
    exact: dict[str, MovementId | None] = {}
    keys: dict[str, MovementId | None] = {}
    for id, exercises in meanings.items():
        meant = None if id == "none" else MovementId(id)
        for exercise in exercises:
            exact.setdefault(_plain(exercise), meant)
            keys.setdefault(name_key(exercise), meant)
    return _Table(exact=exact, keys=keys)


def _read_pairs(name: str) -> dict[str, list[tuple[str, str]]]:
    """Read a table of pairs: movement id → ids and names there."""
    return msgspec.toml.decode(_text(name), type=dict[str, list[tuple[str, str]]])


def _text(name: str) -> str:
    return files("legday.data").joinpath("names").joinpath(f"{name}.toml").read_text(encoding="utf-8")
