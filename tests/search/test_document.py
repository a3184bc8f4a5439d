from __future__ import annotations

import pytest

from postil.model.ids import AnnotationId, PageId
from postil.search.document import Kind, annotation_key, kind_of, page_key


def test_keys_tell_what_they_name() -> None:
    assert kind_of(page_key(PageId("abc"))) == (Kind.PAGE, "abc")
    assert kind_of(annotation_key(AnnotationId("abc"))) == (Kind.ANNOTATION, "abc")


def test_a_foreign_key_is_a_bug() -> None:
    with pytest.raises(ValueError, match="tag"):
        kind_of("tag:abc")
