"""Draws what a view of looking back shows as lines of text, for the app and for a terminal that only prints."""
