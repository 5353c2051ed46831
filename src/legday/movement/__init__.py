"""What a lift asks of a body: the catalogue of movements and how much each trains each muscle."""
