"""What is known, how surely, and from whom: the claims and sources that every sentence of advice points to."""
