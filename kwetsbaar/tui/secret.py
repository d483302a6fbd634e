"""A field for a passphrase or recovery words: what stands in it cannot be copied, only typed, pasted and taken away."""

from __future__ import annotations

from textual.widgets import Input


class SecretInput(Input):
    """An input out of which nothing gets to a clipboard; Textual would copy what its dots stand for."""

    def action_copy(self) -> None:
        """Copies nothing."""

    def action_cut(self) -> None:
        """Takes away what is selected, and copies nothing."""
        self.delete_selection()
