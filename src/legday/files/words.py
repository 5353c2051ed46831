"""The words of an exercise name: without case, accents and plurals; short forms and languages in plain English."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import cache, lru_cache
from importlib.resources import files

import msgspec

from legday.kinds import Value

_TOKEN = re.compile(r"[^\W_]+")
_JOINTS = ("", "s", "n", "en", "e")  # what links the parts of a German or Dutch word
_LONGEST = 40  # letters; what is longer is no word
_LONG = 7  # letters from which one wrong letter is read as a slip; in shorter words it makes another word


class _Words(Value):
    """words.toml: how words fold, which are passed over, which make a question and which phrases are traps."""

    skip: frozenset[str]
    leg: tuple[str, ...]
    traps: tuple[str, ...]
    part: dict[str, str]
    fold: dict[str, str]


def plain(text: str) -> str:
    """Lower case without accents; the Turkish dotless i counts as i.

    >>> plain("Cadeira Extensora (Máquina) ")
    'cadeira extensora (maquina)'
    """
    # The º of "45º" would decompose to the letter o.
    decomposed = unicodedata.normalize("NFKD", text.casefold().replace("ı", "i").replace("º", ""))
    return "".join(letter for letter in decomposed if not unicodedata.combining(letter)).strip()


@lru_cache(maxsize=8192)
def words(exercise: str) -> tuple[str, ...]:
    """The folded words of a name in their order; what holds a digit (loads, times, years, RPE6) is left out.

    >>> words("Mesa Flexora (Máquina)"), words("Langhantel-Kniebeugen 5x5"), words("坐姿腿弯举")
    (('lying', 'leg', 'curl', 'machine'), ('barbell', 'squat'), ('seated', 'leg', 'curl'))
    """
    phrases, longest, skip = _phrases(), _longest(), _words().skip
    tokens = [one for token in _tokens(exercise) for one in _pieces(_singular(token)) if one not in skip]
    folded: list[str] = []
    at = 0
    while at < len(tokens):
        for size in range(min(longest, len(tokens) - at), 0, -1):
            meant = phrases.get(" ".join(tokens[at : at + size]))
            if meant is not None:
                folded.extend(meant)
                at += size
                break
        else:
            folded.extend(_unfolded(tokens[at]))
            at += 1
    return tuple(word for word in folded if word not in skip and not any(letter.isdigit() for letter in word))


@lru_cache(maxsize=8192)
def is_trap(exercise: str) -> bool:
    """Whether a name holds a phrase that sounds like legs and is not: whole words, one after another."""
    written = f" {' '.join(_singular(token) for token in _tokens(exercise))} "
    folded = f" {' '.join(words(exercise))} "
    return any(
        f" {trap} " in written or f" {trap} " in folded or (not trap.isascii() and trap in written)
        for trap in _words().traps
    )


@lru_cache(maxsize=8192)
def has_leg_word(exercise: str) -> bool:
    """Whether a name holds a word for the legs; "ham" is one and "hammer" is not."""
    tokens = {token for whole in _tokens(exercise) for token in (whole, _singular(whole))} | set(words(exercise))
    joined = " ".join(_tokens(exercise))
    for word in _words().leg:
        if word.endswith("*"):
            if any(token.startswith(word[:-1]) for token in tokens):
                return True
        elif word in tokens or (not word.isascii() and word in joined) or (" " in word and word in joined):
            return True
    return False


def data(name: str) -> str:
    """The text of a file of data/names."""
    return files("legday.data").joinpath("names").joinpath(f"{name}.toml").read_text(encoding="utf-8")


@lru_cache(maxsize=8192)
def _tokens(text: str) -> tuple[str, ...]:
    return tuple(_TOKEN.findall(plain(text)))


def _singular(token: str) -> str:
    """A token without its plural s."""
    return token[:-1] if len(token) > 3 and token.endswith("s") and not token.endswith("ss") else token


def _pieces(token: str) -> Iterator[str]:
    """A token, or, where it is Chinese, the words in it: the longest known one first, unknown signs each alone."""
    if token.isascii() or not any("一" <= sign <= "鿿" for sign in token):
        yield token
        return
    known, at = _phrases(), 0
    while at < len(token):
        size = next((size for size in range(min(6, len(token) - at), 1, -1) if token[at : at + size] in known), 1)
        yield token[at : at + size]
        at += size


@lru_cache(maxsize=8192)
def _unfolded(token: str) -> tuple[str, ...]:
    """A token that no phrase begins with: itself, its parts where it is put together, or what it is a slip of."""
    if token in known_words() or len(token) > _LONGEST:
        return (token,)
    parts = _parts(token)
    if parts:
        return parts
    if len(token) >= _LONG:
        near = {known for size in (-1, 0, 1) for known in _of_length(len(token) + size) if _one_off(token, known)}
        meant = {_phrases().get(known, (known,)) for known in near}
        if len(meant) == 1:
            return meant.pop()
    return (token,)


def _parts(token: str) -> tuple[str, ...]:
    """The parts of a word that is put together wholly of known ones; empty where it is not."""
    part = _words().part
    for size in range(len(token), 2, -1):
        if token[:size] not in part:
            continue
        head = tuple(part[token[:size]].split())
        for joint in _JOINTS:
            rest = token[size:]
            if rest == joint:
                return head
            if rest.startswith(joint):
                tail = _parts(rest[len(joint) :])
                if tail:
                    return head + tail
    return ()


def _one_off(token: str, known: str) -> bool:
    """Whether two words differ by one letter that is wrong, missing, too many, or swapped with the next."""
    least = min(len(token), len(known))
    same = next((at for at in range(least) if token[at] != known[at]), least)
    one, other = token[same:], known[same:]
    swapped = one[:2] == other[1::-1] and one[2:] == other[2:]
    return swapped or one[1:] == other[1:] or one[1:] == other or one == other[1:]


@cache
def _of_length(letters: int) -> tuple[str, ...]:
    """The words of so many letters that are known or fold into known ones."""
    return tuple(word for word in known_words().union(_phrases()) if len(word) == letters)


@cache
def known_words() -> frozenset[str]:
    """The folded words that mean something: those of the grammar, and what other words are folded into."""
    grammar = msgspec.toml.decode(data("grammar"))
    lifts = {word for lift in grammar["lift"] for words in lift["words"] for word in words.split()}
    return frozenset(
        lifts.union(*(grammar[key] for key in ("same", "apart", "other")), *grammar["kinds"], *_phrases().values())
        .union(word for lift in grammar["lift"] for word in lift.get("also", ()))
        .union(word for lift in grammar["lift"] for needed, _ in lift.get("by", ()) for word in needed.split())
        .union(word for trap in _words().traps for word in trap.split())
    )


@cache
def _words() -> _Words:
    return msgspec.toml.decode(data("words"), type=_Words)


@cache
def _phrases() -> dict[str, tuple[str, ...]]:
    """What phrases fold into; their own words are made singular, as those that are looked up."""
    fold = _words().fold.items()
    return {" ".join(_singular(token) for token in phrase.split()): tuple(meant.split()) for phrase, meant in fold}


@cache
def _longest() -> int:
    return max(phrase.count(" ") + 1 for phrase in _phrases())
