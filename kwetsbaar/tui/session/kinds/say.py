"""The kind `say`, and a heading with a text: something to read. The row below it has the focus, and Enter goes on."""

from kwetsbaar.tui.session.kinds.base import AnswerWidget


class SayAnswer(AnswerWidget):
    """Nothing to answer."""
