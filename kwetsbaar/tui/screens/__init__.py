"""The screens round the writing: coming in, home, choosing, reading."""
