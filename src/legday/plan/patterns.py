"""What kinds of movement are for: what one does each of them for, and which of them make legs complete."""

from __future__ import annotations

from collections.abc import Mapping

from legday.kinds import Group
from legday.movement.catalogue import Pattern

TARGETS: Mapping[Pattern, frozenset[Group]] = {
    Pattern.SQUAT: frozenset({Group.QUADRICEPS, Group.GLUTES}),
    Pattern.LUNGE: frozenset({Group.QUADRICEPS, Group.GLUTES}),
    Pattern.HINGE: frozenset({Group.HAMSTRINGS, Group.GLUTES}),
    Pattern.HIP_THRUST: frozenset({Group.GLUTES}),
    Pattern.KNEE_EXTENSION: frozenset({Group.QUADRICEPS}),
    Pattern.KNEE_FLEXION: frozenset({Group.HAMSTRINGS}),
    Pattern.CALF_RAISE: frozenset({Group.GASTROCNEMIUS, Group.SOLEUS}),
    Pattern.ABDUCTION: frozenset({Group.ABDUCTORS}),
    Pattern.ADDUCTION: frozenset({Group.ADDUCTORS}),
    Pattern.HIP_FLEXION: frozenset({Group.HIP_FLEXORS}),
    Pattern.DORSIFLEXION: frozenset({Group.SHINS}),
    Pattern.FOOT: frozenset({Group.FEET}),
    Pattern.TRUNK: frozenset(),
}
"""What people do a kind of movement for (convention); what else it gives is counted, and is not why one does it."""

COMPLETE = (
    (Pattern.SQUAT,),
    (Pattern.HINGE,),
    (Pattern.KNEE_FLEXION,),
    (Pattern.HIP_THRUST, Pattern.LUNGE),
    (Pattern.CALF_RAISE,),
)
"""The patterns that make legs complete, each by any of its kinds (claim C20)."""
