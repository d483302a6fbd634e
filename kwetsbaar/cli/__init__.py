"""The command line: one face over the journal."""
