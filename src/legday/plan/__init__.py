"""What to do next: wishes and limits in, a proved week out, with the reason for every set."""
