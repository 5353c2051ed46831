"""Red flags: signs with which nobody should train on, what they may mean, and what to do (models 18.1)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from enum import StrEnum

from legday.coach.recovery.soreness import pains
from legday.coach.words import listed
from legday.kinds import Because, Joint, Value
from legday.log.fact import Fact, Kind, latest


class Urgency(StrEnum):
    """How soon somebody should look at it."""

    EMERGENCY = "emergency"
    SOON = "soon"


class RedFlag(Value):
    """A sign to stop for: the question to ask, how urgent it is, what to do, and why."""

    id: str
    question: str
    urgency: Urgency
    do: str
    why: str


STRONG_AT = 6
"""From which pain on a joint is a sign to have it looked at (models 18.1)."""

_CALL = "Stop now and call the emergency number (112, 999 or 911)."
_TODAY = "Stop training and get medical help today, at an emergency department if need be."
_SEE = "Stop the movements that bring it on and see a doctor or physiotherapist before you train it again."

_FLAGS = (
    RedFlag(
        id="chest",
        question="Chest pain or pressure, fainting, or breathlessness that is new to you?",
        urgency=Urgency.EMERGENCY,
        do=_CALL,
        why="Effort can bring out a heart or lung problem, and then minutes count.",
    ),
    RedFlag(
        id="nerve_sudden",
        question="Sudden weakness on one side, trouble speaking, or the worst headache of your life while straining?",
        urgency=Urgency.EMERGENCY,
        do=_CALL,
        why="These can be signs of a stroke or of bleeding, and then minutes count.",
    ),
    RedFlag(
        id="dark_urine",
        question="Urine as dark as cola, or muscles far more painful, swollen or weak than the work explains, "
        "in the days after new or very hard training?",
        urgency=Urgency.EMERGENCY,
        do=_TODAY + " Ask for a blood test of the muscle enzyme CK.",
        why="Overworked muscle can break down and harm the kidneys (rhabdomyolysis). It is rare and treatable; train "
        "again only when a doctor says so.",
    ),
    RedFlag(
        id="calf_swelling",
        question="A calf that is painful and also swollen, warm or red, above all after travel, illness or surgery?",
        urgency=Urgency.EMERGENCY,
        do=_TODAY + " Do not massage or stretch it.",
        why="It can be a blood clot in a leg vein, which may travel to the lungs.",
    ),
    RedFlag(
        id="pop",
        question="A sudden pop behind the ankle or at the knee, and you cannot push off or straighten the leg?",
        urgency=Urgency.EMERGENCY,
        do=_TODAY + " Do not load the leg.",
        why="A tendon may have torn, and repair works best early.",
    ),
    RedFlag(
        id="saddle",
        question="Numbness between the legs, or a change in bladder or bowel control?",
        urgency=Urgency.EMERGENCY,
        do=_CALL,
        why="The nerves at the end of the spine may be squeezed, and then hours count.",
    ),
    RedFlag(
        id="hot_joint",
        question="A hot, swollen joint together with fever?",
        urgency=Urgency.EMERGENCY,
        do=_TODAY,
        why="A joint may be infected, which harms it quickly and is treatable.",
    ),
    RedFlag(
        id="joint",
        question="A joint that swells, locks or gives way?",
        urgency=Urgency.SOON,
        do=_SEE,
        why="Something inside the joint may be hurt; training through it can make it worse.",
    ),
    RedFlag(
        id="night_pain",
        question="Pain that wakes you at night?",
        urgency=Urgency.SOON,
        do=_SEE,
        why="Ordinary soreness lets you sleep; pain at rest and at night wants a look.",
    ),
    RedFlag(
        id="strong_pain",
        question="Pain of 6 or more out of 10, or pain that is still getting worse a day later?",
        urgency=Urgency.SOON,
        do=_SEE,
        why="Soreness is dull, on both sides and fades within days; strong or growing pain is something else.",
    ),
    RedFlag(
        id="numb",
        question="Numbness or tingling in a leg or foot that does not go away?",
        urgency=Urgency.SOON,
        do=_SEE,
        why="A nerve may be irritated.",
    ),
    RedFlag(
        id="bone_point",
        question="One spot on a bone that is sore to the touch and hurts when you hop?",
        urgency=Urgency.SOON,
        do=_SEE,
        why="It can be a stress fracture, which heals well when it is unloaded early.",
    ),
)


def red_flags() -> tuple[RedFlag, ...]:
    """The signs to ask about, the urgent ones first.

    >>> [flag.id for flag in red_flags()][:2]
    ['chest', 'nerve_sudden']
    """
    return _FLAGS


def open_flags(facts: Iterable[Fact]) -> tuple[Because, ...]:
    """Read which signs a person has said yes to and not cleared since; while there is one, nothing is planned.

    The latest answer about each sign holds (``felt``, about ``flag:<id>``, body ``{"open": true}``). A sign that this
    version does not know counts as well, and so does a joint whose latest pain is 6 or more, until a lower answer.
    """
    facts = tuple(facts)
    felt = latest((fact for fact in facts if fact.about.startswith("flag:")), Kind.FELT)
    open_ids = {about.removeprefix("flag:") for about, fact in felt.items() if fact.body.get("open") is True}
    known = {flag.id: flag for flag in _FLAGS}
    strong = [joint for joint, pain in pains(facts).items() if pain >= STRONG_AT]
    said = [
        _hurts(flag, strong) if flag.id == "strong_pain" and strong else _said(flag)
        for flag in _FLAGS
        if flag.id in open_ids or (flag.id == "strong_pain" and strong)
    ]
    unknown = Because(
        say="Stop training and have it looked at.",
        why="You told us about a warning sign. Clear it when a professional says that you may train.",
        source="models 18.1",
    )
    return tuple(said) + (unknown,) * len(open_ids - known.keys())


def _said(flag: RedFlag) -> Because:
    return Because(say=flag.do, why=f"You said yes to: {flag.question} {flag.why}", source="models 18.1")


def _hurts(flag: RedFlag, joints: Sequence[Joint]) -> Because:
    why = f"You gave the {listed(joints)} a pain of {STRONG_AT} or more out of 10; say so when it is lower. {flag.why}"
    return Because(say=flag.do, why=why, source="models 18.1")
