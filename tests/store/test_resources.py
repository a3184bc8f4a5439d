from __future__ import annotations

from typing import TYPE_CHECKING

from tests.store.builders import add_page, capture_of

from postil.model.ids import content_hash
from postil.store import resources
from postil.store.resources import CaptureResource

if TYPE_CHECKING:
    from postil.store.database import Database

RED, BLUE = content_hash(b"red"), content_hash(b"blue")


def test_a_capture_has_the_resources_it_names(database: Database) -> None:
    with database.transaction() as tx:
        owner, other = add_page(tx), add_page(tx)
        resources.add(tx, capture_of(owner).id, RED, source="sea_files/b.png", media_type="image/png")
        resources.add(tx, capture_of(owner).id, BLUE, source="sea_files/a.png", media_type="image/png")
        resources.add(
            tx, capture_of(other).id, RED, source="https://example.org/b.png", media_type="image/png"
        )
    assert resources.of_capture(database.reader(), capture_of(owner).id) == (
        CaptureResource(capture_of(owner).id, BLUE, "sea_files/a.png", "image/png"),
        CaptureResource(capture_of(owner).id, RED, "sea_files/b.png", "image/png"),
    )


def test_naming_one_twice_is_naming_it_once(database: Database) -> None:
    with database.transaction() as tx:
        owner = add_page(tx)
        for media_type in ("", "image/webp"):
            resources.add(tx, capture_of(owner).id, RED, source="a", media_type=media_type)
        resources.add(tx, capture_of(owner).id, BLUE, source="a", media_type="image/png")
    found = resources.of_capture(database.reader(), capture_of(owner).id)
    assert {(each.hash, each.media_type) for each in found} == {(RED, "image/webp"), (BLUE, "image/png")}


def test_the_media_type_of_kept_bytes(database: Database) -> None:
    with database.transaction() as tx:
        resources.add(tx, capture_of(add_page(tx)).id, RED, source="a", media_type="image/png")
    assert resources.media_type(database.reader(), RED) == "image/png"
    assert resources.media_type(database.reader(), BLUE) is None
