from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from tests.model.test_repair import repairs

from postil.model.guidance import Guidance


@given(
    st.builds(
        Guidance,
        st.frozensets(st.integers(0, 2**63 - 1)),
        st.none() | repairs(),
        st.text(),
        st.none() | repairs(),
    )
)
def test_guidance_reaches_another_process_as_it_was(guidance: Guidance) -> None:
    assert Guidance.from_json(guidance.to_json()) == guidance
    assert guidance.empty == (guidance == Guidance())
