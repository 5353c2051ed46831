"""The leg as a picture: bones, forty muscles along their paths, the body above and what it holds, in any posture."""
