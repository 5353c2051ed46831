"""Who lifts: the muscles of the leg and the groups that lifters count them in."""
