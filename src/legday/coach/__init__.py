"""What it means: strength, the next load, gaps, soreness, red flags, read from the history.

``state`` holds the values, ``visits`` sorts what was done, ``words`` writes numbers. On these stand ``strength``, then
``loads``, ``recovery``, ``measures`` and ``turning_up``; ``read`` makes a person's state of them all, and ``review``
says what came of it.
"""
