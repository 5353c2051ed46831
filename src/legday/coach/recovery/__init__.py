"""What training leaves behind: soreness, its course, rest days, and a lighter week."""
