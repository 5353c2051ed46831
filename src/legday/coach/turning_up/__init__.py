"""Turning up: sessions against what was planned, missed weeks, habits, and a diary."""
