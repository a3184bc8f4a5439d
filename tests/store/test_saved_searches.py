from __future__ import annotations

from typing import TYPE_CHECKING

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from postil.model.ids import SearchId
from postil.model.saved_search import SavedSearch
from postil.store import saved_searches

if TYPE_CHECKING:
    from postil.store.database import Database

SEARCHES = st.lists(
    st.builds(
        SavedSearch,
        st.text("abc", min_size=1, max_size=3).map(SearchId),
        st.text(min_size=1, max_size=8).filter(lambda text: "\x00" not in text),
        st.just("tag:sea"),
    ),
    unique_by=lambda search: search.id,
    max_size=5,
)


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(before=SEARCHES, after=SEARCHES)
def test_they_are_read_as_they_were_written(
    database: Database, before: list[SavedSearch], after: list[SavedSearch]
) -> None:
    for searches in (before, after):
        with database.transaction() as tx:
            saved_searches.replace_all(tx, searches)
        assert saved_searches.everyone(database.reader()) == tuple(searches)
