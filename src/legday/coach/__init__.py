"""What it means: strength, the next load, gaps, soreness, red flags, read from the history."""
