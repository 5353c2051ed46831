"""Names: what other apps' exercise names mean, by the person's answer, by exact name, by its words, or by grammar."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from difflib import SequenceMatcher
from functools import cache, lru_cache

import msgspec

from legday.files.grammar import load_words, read_name
from legday.files.words import data, has_leg_word, is_trap, plain, words
from legday.kinds import MovementId, Value
from legday.log.fact import Fact, Kind, latest
from legday.movement.catalogue import Loading, catalogue

Answers = Mapping[tuple[str, str], MovementId | None]
"""What a person said names mean: (app, exercise) → movement, None for no leg movement; the app "*" is any app."""

NO_LEG_SETS = frozenset(map(MovementId, ("cardio_leg", "side_plank", "pallof", "plank_deadbug")))
"""What a name may mean without its sets being leg sets: minutes on a bike or a stair, and what is for the trunk."""

_PAIRED = ("wger", "fedb")  # the tables that hold ids beside the names
_OWN = ("strong", "hevy", "garmin", *_PAIRED)  # the apps with a table of their own

_GEAR = {
    Loading.BARBELL: frozenset({"barbell"}),
    Loading.DUMBBELLS: frozenset({"dumbbell"}),
    Loading.DUMBBELL: frozenset({"dumbbell"}),
    Loading.STACK: frozenset({"machine"}),
    Loading.PLATES: frozenset({"machine"}),
    Loading.BAND: frozenset({"band"}),
    Loading.BODY: frozenset({"bodyweight"}),
}
"""The word that a movement's own way of loading has in other apps' names."""

_STANCES = frozenset({"seated", "lying", "standing", "kneeling"})

_NEAR = 0.55  # likeness from which a movement is suggested; below it suggestions are noise


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
        self._folded = {(app, plain(exercise)): meant for (app, exercise), meant in self._answers.items()}

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
        return not found and (name_key(exercise) in _doubtful() or (not is_trap(exercise) and has_leg_word(exercise)))

    def variant(self, app: str, exercise: str) -> str:
        """Say what sets a name apart from others of its movement: two names are one thing if this is the same.

        Empty is the movement as such. What the movement's own load says anyway sets nothing apart, and neither do
        language, order of words and "OLD"; a brand, a pause, a depth, another load or one leg at a time do.

        >>> names = Names()
        >>> [names.variant("strong", name) for name in ("Leg Press (Machine)", "Leg Press OLD", "Leg Press Technogym")]
        ['', '', 'technogym']
        """
        if app == "legday":
            return ""
        movement = self.resolve(app, exercise)
        if movement is None or movement != read_name(exercise):
            return name_key(exercise)
        own, said = _own_words(movement), load_words(exercise)
        unsaid = {f"no {word}" for word in (own - said) & _STANCES}
        return " ".join(sorted(said - own | unsaid))

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
        for person in ((app, plain(exercise)), ("*", plain(exercise))):
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
    """Normalise a name: case, accents, punctuation, plurals, short forms, language and the order of words do not count.

    The brackets of "Name (Equipment)" fall with the punctuation, so "Machine Leg Extension" has the same key
    (evidence/movements 0, mapping order).

    >>> name_key("Leg Extensions (Machine)") == name_key("machine leg extension") == name_key("Beinstrecker Maschine")
    True
    >>> name_key("Seated Leg Curl") == name_key("Seated Leg Extension")
    False
    """
    return " ".join(sorted(words(exercise)))


@lru_cache(maxsize=8192)
def _look_up(app: str, exercise: str) -> tuple[bool, MovementId | None]:
    """Look a name up: exact in the app's own table, by key in its own, the shared and the others', then by grammar."""
    own, *others = _tables(app)
    exact, key = plain(exercise), name_key(exercise)
    if exact in own.exact:
        return True, own.exact[exact]
    if key in own.keys:
        return True, own.keys[key]
    if key in _doubtful():
        return False, None
    for table in others:
        if key in table.keys:
            return True, table.keys[key]
    read = read_name(exercise)
    return read is not None, read


@cache
def _tables(app: str) -> tuple[_Table, ...]:
    """The tables in which an app's names are looked up, its own first."""
    order = dict.fromkeys((*(own for own in _OWN if own == app), "any", "strong", "hevy"))
    return (*(_read_table(name) for name in order), _own_names())


@cache
def _own_names() -> _Table:
    """What legday itself calls its movements, as its exports to other apps do where those have no name."""
    named = {movement.name: id for id, movement in catalogue().items()}
    return _Table(
        exact={plain(name): id for name, id in named.items()}, keys={name_key(name): id for name, id in named.items()}
    )


@cache
def _doubtful() -> frozenset[str]:
    """The keys of names with two meanings: they are asked, unless the app's own table knows them."""
    return frozenset(name_key(name) for name in msgspec.toml.decode(data("any"), type=dict[str, list[str]])["ask"])


@cache
def _own_words(movement: MovementId) -> frozenset[str]:
    """The words that go without saying in the names of a movement: those of its own name, and of its usual load."""
    coached = catalogue().get(movement)
    if coached is None:
        return frozenset()
    return frozenset(words(coached.name.partition("(")[0])) | _GEAR.get(coached.loading, frozenset())


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
        meanings = msgspec.toml.decode(data(name), type=dict[str, list[str]])
    exact: dict[str, MovementId | None] = {}
    keys: dict[str, MovementId | None] = {}
    for id, exercises in meanings.items():
        if id == "ask":
            continue
        meant = None if id == "none" else MovementId(id)
        for exercise in exercises:
            exact.setdefault(plain(exercise), meant)
            keys.setdefault(name_key(exercise), meant)
    return _Table(exact=exact, keys=keys)


def _read_pairs(name: str) -> dict[str, list[tuple[str, str]]]:
    """Read a table of pairs: movement id → ids and names there."""
    return msgspec.toml.decode(data(name), type=dict[str, list[tuple[str, str]]])
