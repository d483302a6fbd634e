"""A session in plain lines, for screen readers and terminals that can only print: no cursor moves, no colour."""
