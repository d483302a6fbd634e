"""The three ways in which a session ends, apart from any widget: kept, put away, or not kept."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kwetsbaar.core import keeping
from kwetsbaar.tui.session.result import Discarded, Kept, PutAway

if TYPE_CHECKING:
    from kwetsbaar.tui.session.saving import DraftSaver, Keeper


class Ending:
    """Ends a session. Whatever fails raises its error, and leaves the session and its draft as they were."""

    def __init__(self, saver: DraftSaver, writing: Keeper) -> None:
        self._saver = saver
        self._writing = writing

    async def put_away(self) -> PutAway:
        """Saves the draft and stops. A draft in which nothing is left is removed."""
        state = await self._saver.flush()
        if state.trouble is not None and not state.saved:
            raise state.trouble
        draft = self._saver.draft
        if draft.rev and (draft.edits or keeping.anything_given(draft.session)):
            self._saver.close()
            return PutAway(draft)
        await self._drop()
        return PutAway(None)

    async def keep(self) -> Kept:
        """Makes it a page."""
        return Kept(await self._saver.finish(self._writing.keep))

    async def discard(self) -> Discarded:
        """Throws it away."""
        await self._drop()
        return Discarded()

    async def _drop(self) -> None:
        if self._saver.draft.rev:
            await self._saver.finish(self._writing.discard)
        self._saver.close()
