"""A private journal in the terminal for coaches and the people they coach."""

__version__ = "0.1.0"
