"""What export is told in: the words for its choices and outcomes, each thing by the same one everywhere."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from postil.gui import dates, words
from postil.model.export_report import FileOutcome
from postil.model.export_target import HighlightMarks, Images, Keeping, Layout, NoteContents, NotePreset
from postil.translation import _, marked

if TYPE_CHECKING:
    from collections.abc import Mapping

    from postil.model.export_report import ExportReport
    from postil.model.export_target import ExportTarget, LastUpdate, NoteShape

T = TypeVar("T")

LAYOUTS = {
    Layout.PAGE: marked("One file a page"),
    Layout.ONE_FILE: marked("One file for everything"),
    Layout.TAG: marked("A file for each tag"),
    Layout.DAY: marked("A file for each day"),
}
PRESETS = {
    NotePreset.PLAIN: marked("Plain Markdown"),
    NotePreset.OBSIDIAN: "Obsidian",
    NotePreset.LOGSEQ: "Logseq",
    NotePreset.PANDOC: "Zettlr, Pandoc",
}
CONTENTS = {
    NoteContents.HIGHLIGHTS: marked("Highlights and notes"),
    NoteContents.ARTICLE: marked("The whole article"),
}
MARKS = {HighlightMarks.EQUALS: "==…==", HighlightMarks.MARK: "<mark>…</mark>"}
IMAGES = {
    Images.LINKED: marked("Linked to the web"),
    Images.COPIED: marked("Copied beside the notes"),
}
KEEPING = {
    Keeping.BY_HAND: marked("By hand"),
    Keeping.ON_CHANGE: marked("On change"),
}
FORMATS = {
    "html": marked("Articles with your highlights and notes, for any browser, also without a network."),
    "epub": marked("The pages as chapters of one book, with your highlights and notes."),
    "text": marked("Quotes and notes without any marks."),
    "csv": marked("A row a highlight, for spreadsheets."),
    "readwise": marked("What Readwise imports."),
    "w3c": marked("The standard for highlights: the words, what stands around them, and their place."),
    "hypothesis": marked("Highlights and notes as Hypothesis has them."),
    "anki": marked("A card for each question in your notes."),
    "bibtex": marked("References for papers, also to pages without highlights."),
    "csl": marked("References for papers, also to pages without highlights."),
    "json": marked("Pages, tags, notes and highlights, for programs of your own."),
    "pdf": marked(
        "Articles as on paper, with your highlights and notes, the way you last saved or printed one."
    ),
}
"""What a format is for, by its id; Markdown, of which the choices and the preview tell, is not among them."""
OUTCOMES = {
    FileOutcome.NEW: marked("New"),
    FileOutcome.UPDATED: marked("Updated"),
    FileOutcome.DELETED: marked("Deleted by you"),
    FileOutcome.UNCHANGED: marked("Unchanged"),
}
"""The outcomes in the order in which they are told."""


def offered(table: Mapping[T, str]) -> tuple[tuple[T, str], ...]:
    """The choices of a table, in the language of the person."""
    return tuple((value, _(word)) for value, word in table.items())


def format_told(format_id: str) -> str:
    """What a format is for, in a sentence; empty for Markdown."""
    return _(FORMATS[format_id]) if format_id in FORMATS else ""


def shape_told(shape: NoteShape) -> str:
    """``Obsidian · The whole article``, in a line."""
    template = _("templates of your own") if shape.template is not None else ""
    return " · ".join(filter(None, (_(PRESETS[shape.preset]), _(CONTENTS[shape.contents]), template)))


def target_told(target: ExportTarget) -> str:
    """``One file a page · Obsidian · Highlights and notes · On change``, in a line."""
    told = (_(LAYOUTS[target.layout]), shape_told(target.shape), _(KEEPING[target.keeping]))
    return " · ".join(told)


def update_told(update: LastUpdate | None) -> str:
    """``Up to date since 22 Nov 2026, 11:05``, or what was amiss then."""
    if update is None:
        return _("Never brought up to date on this computer.")
    when = dates.moment(update.ended)
    if update.problem:
        return _("Last tried {when}: {problem}").format(when=when, problem=update.problem)
    return _("Last brought up to date {when}.").format(when=when)


def summary(report: ExportReport, *, dry: bool = False) -> str:
    """``2 new files, 1 updated, 3 unchanged``: what was done, or with ``dry`` what would be."""
    counts = {outcome: sum(each.outcome is outcome for each in report.files) for outcome in OUTCOMES}
    told = []
    if counts[FileOutcome.NEW]:
        told.append(words.counted("{count} new file", "{count} new files", counts[FileOutcome.NEW]))
    if counts[FileOutcome.UPDATED]:
        told.append(
            words.counted("{count} file updated", "{count} files updated", counts[FileOutcome.UPDATED])
        )
    if counts[FileOutcome.UNCHANGED]:
        told.append(words.counted("{count} unchanged", "{count} unchanged", counts[FileOutcome.UNCHANGED]))
    if counts[FileOutcome.DELETED]:
        deleted = counts[FileOutcome.DELETED]
        told.append(words.counted("{count} deleted by you", "{count} deleted by you", deleted))
    if report.problems:
        told.append(words.counted("{count} problem", "{count} problems", len(report.problems)))
    if not told:
        return _("There is nothing to export.")
    sentence = ", ".join(told)
    if not dry:
        return sentence
    if not report.written:
        return _("Nothing would change: {told}").format(told=sentence)
    return _("This would be written: {told}").format(told=sentence)


def edits_told(report: ExportReport) -> str:
    """``3 notes were edited in files.``; empty where none was."""
    if not report.edits:
        return ""
    return words.counted(
        "{count} note was edited in a file.", "{count} notes were edited in files.", len(report.edits)
    )
