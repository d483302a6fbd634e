"""The app: the other face over the journal."""
