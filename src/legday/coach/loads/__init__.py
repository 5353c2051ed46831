"""The next load: from what was lifted, after a pause, and for a movement that was never done."""
