"""Zotero's exports: RDF with files, JSON of Better BibTeX, of the API and of CSL."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from html import escape
from typing import TYPE_CHECKING
from urllib.parse import quote

import pytest
from tests.importers.contract import ImporterContract

from postil.extraction.extract import extract
from postil.importers import registry
from postil.importers.exports.zotero import Zotero
from postil.model.annotation import Color, Style

if TYPE_CHECKING:
    from pathlib import Path

    from postil.model.capture import Capture

FACTS = quote(json.dumps({"annotationKey": "QW12", "color": "#2ea8e5", "pageLabel": ""}))
NOTE = (
    f'<p><span class="highlight" data-annotation="{FACTS}">“Peat keeps what falls into it”</span> '
    '<span class="citation" data-citation="%7B%7D">(Holm)</span> so do <b>I</b></p>'
    "<p>Read again in May.</p>"
)
RDF = f"""<rdf:RDF
 xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"
 xmlns:z="http://www.zotero.org/namespaces/export#"
 xmlns:bib="http://purl.org/net/biblio#"
 xmlns:foaf="http://xmlns.com/foaf/0.1/"
 xmlns:link="http://purl.org/rss/1.0/modules/link/"
 xmlns:dcterms="http://purl.org/dc/terms/"
 xmlns:dc="http://purl.org/dc/elements/1.1/">
    <bib:Document rdf:about="https://peat.example/bog">
        <z:itemType>webpage</z:itemType>
        <dcterms:isPartOf><z:Website><dc:title>Peat Letters</dc:title></z:Website></dcterms:isPartOf>
        <bib:authors><rdf:Seq><rdf:li><foaf:Person>
            <foaf:surname>Holm</foaf:surname><foaf:givenName>Inga</foaf:givenName>
        </foaf:Person></rdf:li></rdf:Seq></bib:authors>
        <dcterms:isReferencedBy rdf:resource="#item_7"/>
        <link:link rdf:resource="#item_3"/>
        <dc:subject>bogs</dc:subject>
        <dc:subject><z:AutomaticTag><rdf:value>peat</rdf:value></z:AutomaticTag></dc:subject>
        <dc:title>What the bog keeps</dc:title>
        <dcterms:abstract>On peat.</dcterms:abstract>
        <dc:date>2021-04-05</dc:date>
        <z:language>en</z:language>
        <dc:identifier>
            <dcterms:URI><rdf:value>https://peat.example/bog?p=1</rdf:value></dcterms:URI>
        </dc:identifier>
        <dcterms:dateSubmitted>2023-02-01 10:11:12</dcterms:dateSubmitted>
    </bib:Document>
    <bib:Memo rdf:about="#item_7"><rdf:value>{escape(NOTE)}</rdf:value></bib:Memo>
    <z:Attachment rdf:about="#item_3">
        <z:itemType>attachment</z:itemType>
        <z:path rdf:resource="files/3/bog page.html"/>
        <dc:title>Snapshot</dc:title>
        <link:type>text/html</link:type>
        <dcterms:dateSubmitted>2023-02-01 10:11:15</dcterms:dateSubmitted>
    </z:Attachment>
    <z:Collection rdf:about="#collection_1"><dc:title>Land</dc:title>
        <dcterms:hasPart rdf:resource="#collection_2"/></z:Collection>
    <z:Collection rdf:about="#collection_2"><dc:title>Wet</dc:title>
        <dcterms:hasPart rdf:resource="https://peat.example/bog"/></z:Collection>
</rdf:RDF>
"""
BETTER_BIBTEX = {
    "config": {"label": "BetterBibTeX JSON"},
    "collections": {"C1": {"name": "Land", "items": [11], "parent": False}},
    "items": [
        {
            "itemType": "webpage",
            "itemID": 11,
            "key": "AB12",
            "title": "Reeds",
            "url": "https://peat.example/reeds",
            "accessDate": "2023-05-06T07:08:09Z",
            "creators": [
                {"creatorType": "editor", "name": "The Board"},
                {"creatorType": "author", "firstName": "Inga", "lastName": "Holm"},
            ],
            "tags": [{"tag": "reeds"}],
            "notes": [{"note": "<p>thatch</p>"}],
            "attachments": [
                {
                    "itemType": "attachment",
                    "title": "Snapshot",
                    "path": "/home/somebody/Zotero/storage/X/reeds.html",
                    "annotations": [
                        {
                            "key": "Z2",
                            "annotationType": "underline",
                            "annotationText": "second words",
                            "annotationColor": "#a28ae5",
                            "annotationSortIndex": "0000200",
                            "dateModified": "2023-05-07T00:00:00Z",
                        },
                        {
                            "key": "Z1",
                            "annotationType": "highlight",
                            "annotationText": "first words",
                            "annotationComment": "compare",
                            "annotationColor": "#5fb236",
                            "annotationSortIndex": "0000100",
                            "dateAdded": "2023-05-06T12:00:00Z",
                            "tags": [{"tag": "proof"}],
                        },
                        {
                            "annotationType": "note",
                            "annotationComment": "on no words",
                            "annotationSortIndex": "0000300",
                        },
                    ],
                }
            ],
        }
    ],
}
API = [
    {
        "key": "P",
        "data": {"key": "P", "itemType": "webpage", "title": "Moss", "url": "https://peat.example/moss"},
    },
    {
        "key": "A",
        "data": {"key": "A", "itemType": "attachment", "parentItem": "P", "contentType": "text/html"},
    },
    {
        "key": "N",
        "data": {
            "key": "N",
            "itemType": "annotation",
            "parentItem": "A",
            "annotationType": "highlight",
            "annotationText": "soft",
            "annotationColor": "#ffd400",
        },
    },
    {"key": "M", "data": {"key": "M", "itemType": "note", "parentItem": "P", "note": "<p>a note</p>"}},
]
CSL = [
    {
        "id": "holm2020",
        "type": "webpage",
        "title": "Sedge",
        "author": [{"family": "Holm", "given": "Inga"}],
        "URL": "https://peat.example/sedge",
        "issued": {"date-parts": [[2020, 3, 4]]},
        "accessed": {"date-parts": [["2021", 5, 6]]},
        "container-title": "Peat Letters",
    }
]


def read(tmp_path: Path, content: str | object, name: str = "library") -> list[Capture]:
    path = tmp_path / name
    path.write_text(content if isinstance(content, str) else json.dumps(content), encoding="utf-8")
    return list(registry.read(path))


class TestZotero(ImporterContract):
    importer = Zotero()
    good = (
        ("library.rdf", RDF.encode()),
        ("library.json", json.dumps(BETTER_BIBTEX).encode()),
        ("api.json", json.dumps(API).encode()),
        ("csl.json", json.dumps(CSL).encode()),
    )


def test_a_page_of_an_rdf_export_waits_where_its_snapshot_is_not_there(tmp_path: Path) -> None:
    (page,) = read(tmp_path, RDF, "library.rdf")
    record = page.record
    assert page.waiting
    assert page.address == "https://peat.example/bog?p=1"
    assert (record.title, record.byline, record.site) == ("What the bog keeps", "Inga Holm", "Peat Letters")
    assert (record.published, record.language, record.excerpt) == ("2021-04-05", "en", "On peat.")
    assert record.added == datetime(2023, 2, 1, 10, 11, 12, tzinfo=UTC)
    assert record.tags == ("bogs", "peat", "Land/Wet")


def test_what_was_annotated_and_quoted_in_a_note(tmp_path: Path) -> None:
    (page,) = read(tmp_path, RDF)
    (found,) = page.record.annotations
    assert found.quote.exact == "Peat keeps what falls into it"
    assert found.note == "so do **I**"
    assert found.color is Color.BLUE
    assert found.id == "zotero:QW12"
    assert page.record.note == "Read again in May."


def test_the_snapshot_beside_an_rdf_export_is_the_page(tmp_path: Path) -> None:
    folder = tmp_path / "files" / "3"
    folder.mkdir(parents=True)
    words = "Peat keeps what falls into it. " * 20
    (folder / "bog page.html").write_text(f"<html><body><article><p>{words}</p></article></body></html>")
    (page,) = read(tmp_path, RDF)
    assert not page.waiting
    assert page.page is not None
    assert b"<article>" in page.page
    assert page.saved == datetime(2023, 2, 1, 10, 11, 15, tzinfo=UTC)
    assert "Peat keeps what falls into it." in extract(page).text


@pytest.mark.parametrize("way", ["../secret.html", "/etc/hostname.html", "files/../../secret.html"])
def test_no_file_outside_the_folder_is_read(tmp_path: Path, way: str) -> None:
    inner = tmp_path / "export"
    inner.mkdir()
    (tmp_path / "secret.html").write_text("<p>secret</p>")
    (page,) = read(inner, RDF.replace("files/3/bog page.html", way))
    assert page.waiting


def test_annotations_of_a_snapshot_in_their_order(tmp_path: Path) -> None:
    (page,) = read(tmp_path, BETTER_BIBTEX)
    first, second = page.record.annotations
    assert (first.quote.exact, first.note, first.color) == ("first words", "compare", Color.GREEN)
    assert (first.tags, first.id) == (("proof",), "zotero:Z1")
    assert first.created == datetime(2023, 5, 6, 12, tzinfo=UTC)
    assert (second.quote.exact, second.style, second.color) == ("second words", Style.UNDERLINE, Color.PURPLE)
    assert page.record.byline == "Inga Holm"
    assert page.record.tags == ("reeds", "Land")
    assert page.record.note == "thatch\n\non no words"
    assert page.address == "https://peat.example/reeds"


def test_items_of_the_api_are_put_together(tmp_path: Path) -> None:
    (page,) = read(tmp_path, API)
    (found,) = page.record.annotations
    assert (found.quote.exact, found.color) == ("soft", Color.YELLOW)
    assert page.record.note == "a note"


def test_the_tags_of_a_note_are_those_of_its_page(tmp_path: Path) -> None:
    end = "</bib:Memo>"
    (page,) = read(tmp_path, RDF.replace(end, f"<dc:subject>May</dc:subject>{end}"))
    assert "May" in page.record.tags
    note = {"key": "T", "itemType": "note", "parentItem": "P", "note": "n", "tags": [{"tag": "wet"}]}
    (page,) = read(tmp_path, [*API, {"key": "T", "data": note}])
    assert page.record.tags == ("wet",)


def test_references_in_csl(tmp_path: Path) -> None:
    (page,) = read(tmp_path, CSL)
    record = page.record
    assert (record.title, record.byline, record.site) == ("Sedge", "Inga Holm", "Peat Letters")
    assert record.published == "2020-03-04"
    assert record.added == datetime(2021, 5, 6, tzinfo=UTC)


def test_entities_are_not_resolved(tmp_path: Path) -> None:
    hostile = '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/hostname"><!ENTITY f "ffff">]>\n' + RDF.replace(
        "What the bog keeps", "What &e;&f; keeps"
    )
    (page,) = read(tmp_path, hostile)
    assert "ffff" not in (page.record.title or "")
    assert (page.record.title or "").startswith("What ")
