"""THE table of commands: every deed with its words, its keys and where they hold.

Menus, shortcuts, the palette, the help of ``?`` and the manual all come from here; a view only binds
ids to methods. A key sequence is written as Qt does (``Ctrl+K``, ``G, H`` for one after the other);
a bare letter holds only where no text is being typed. Signs are named as they are typed (``?``, not
``Shift+/``), so that they hold on every layout.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from postil.translation import _

if TYPE_CHECKING:
    from collections.abc import Sequence

Where = Literal[
    "window",
    "places",
    "list",
    "highlights",
    "results",
    "reader",
    "hits",
    "visual",
    "repair",
    "question",
    "overlap",
    "check",
    "speech",
]
"""The part of the window in which a command's keys hold; ``window`` is everywhere. ``hits`` is the
reader while it shows the hits of a search: its keys come before the reader's own. ``repair`` is the
reader in repair: its keys come before those of the window. While it asks, ``question``'s keys alone hold,
and those of ``overlap`` while the reader asks about a highlight that was made over another.
``check`` is the reader while it asks about a highlight in doubt: its keys come before the reader's own.
``speech`` is the reader while it reads aloud: its keys come before the reader's own, too.
``visual`` is the reader while text is selected with the keyboard, a mode (see ``MODES``)."""

MODES: frozenset[Where] = frozenset({"visual"})
"""Scopes in which bare letters and signs of a wider scope do nothing, but for commands that say so."""


@dataclass(frozen=True, slots=True)
class Command:
    """One deed of the window."""

    id: str
    title: str
    keys: tuple[str, ...] = ()
    where: Where = "window"
    menu: str | None = None
    """The menu that shows it; None keeps it to keys and palette."""
    in_modes: bool = False
    """Whether its bare keys hold in a mode, too."""

    @property
    def label(self) -> str:
        """Its title in the language of the person."""
        return _(self.title)

    @property
    def moves(self) -> bool:
        """Whether it only moves focus or cursor inside its part: no use in the palette."""
        return self.menu is None and self.where != "window"

    @property
    def repeats(self) -> bool:
        """Whether it is done again and again while its key is held down: steps are, and sizes."""
        return (self.moves or self.id in _HELD) and not _STEPS.isdisjoint(self._deed.split("-"))

    @property
    def counts(self) -> bool:
        """Whether a number typed before it says how often."""
        return self.where == "visual" and (self.repeats or self._deed in _UNITS)

    @property
    def _deed(self) -> str:
        return self.id.rpartition(".")[2]


COMMANDS: tuple[Command, ...] = (
    Command("page.import", "Import files…", ("Ctrl+O", "A"), menu="File"),
    Command("page.import-folder", "Import a folder…", ("Ctrl+Shift+O",), menu="File"),
    Command("library.look-into-folder", "Look into the watched folder now", menu="File"),
    Command("receiver.set-up", "Receive pages from a browser…", menu="File"),
    Command("links.open-here", "Let links in notes open Postil", menu="File"),
    Command("page.paste", "Paste as a page", ("Ctrl+V",), menu="File"),
    Command("import.report", "Report of the last import", menu="File"),
    Command("import.pause", "Pause the import, or go on with it", menu="File"),
    Command("import.go-on", "Go on with the import that was cut short", menu="File"),
    Command("import.give-up", "Give up the import that was cut short"),
    Command("samples.import", "Add the sample pages", menu="File"),
    Command("notes.export-page", "Export notes of this page…", ("Ctrl+E",), menu="File"),
    Command("notes.export-selected", "Export notes of the selected pages…", menu="File"),
    Command("notes.export-list", "Export notes of the list…", menu="File"),
    Command("notes.export-all", "Export all notes…", ("Ctrl+Shift+E",), menu="File"),
    Command("notes.targets", "Export targets…", menu="File"),
    Command("notes.update", "Update the export targets", ("F5",), menu="File"),
    Command("notes.take-edits", "Notes edited in files…", menu="File"),
    Command("notes.update-report", "Report of the last update", ("Shift+F5",), menu="File"),
    Command("library.back-up", "Back up…", menu="File"),
    Command("library.restore", "Restore from a backup…", menu="File"),
    Command("library.verify-highlights", "Verify all highlights", menu="Library"),
    Command("library.reindex", "Rebuild the search index", menu="Library"),
    Command("page.save-pdf", "Save as PDF…", ("Ctrl+Shift+P",), menu="File"),
    Command("page.print", "Print…", ("Ctrl+P",), menu="File"),
    Command("library.reextract", "Re-extract older pages", menu="File"),
    Command("window.close", "Close", ("Ctrl+Q",), menu="File"),
    Command("edit.undo", "Undo", ("Ctrl+Z", "Z"), menu="Edit"),
    Command("edit.redo", "Redo", ("Ctrl+Shift+Z", "Shift+Z"), menu="Edit"),
    Command("copy.markdown", "Copy as Markdown", ("Shift+Y", "Ctrl+Shift+C"), menu="Edit"),
    Command("copy.notes", "Copy the notes of the page as Markdown", menu="Edit"),
    Command("copy.link", "Copy a link that opens Postil", ("Ctrl+Shift+L",), menu="Edit"),
    Command("copy.web-link", "Copy a link to the web page", ("Ctrl+Shift+W",), menu="Edit"),
    Command("search.focus", "Search the library", ("/", "Ctrl+L"), menu="Edit"),
    Command("palette.open", "Find anything…", ("Ctrl+K",), menu="Edit"),
    Command("preferences.open", "Settings…", ("Ctrl+,",), menu="Edit"),
    Command("keys.open", "Change keys…", menu="Edit"),
    Command("go.inbox", "Go to Inbox", ("G, I",), menu="Go"),
    Command("go.reading", "Go to Reading", ("G, R",), menu="Go"),
    Command("go.archive", "Go to Archive", ("G, A",), menu="Go"),
    Command("go.starred", "Go to Starred", ("G, S",), menu="Go"),
    Command("go.all", "Go to All pages", ("G, L",), menu="Go"),
    Command("go.waiting", "Go to Waiting", ("G, W",), menu="Go"),
    Command("go.highlights", "Go to Highlights", ("G, H",), menu="Go"),
    Command("go.removed-highlights", "Go to removed highlights", menu="Go"),
    Command("go.trash", "Go to Trash", ("G, T",), menu="Go"),
    Command("go.tag", "Go to a tag…", ("G, #",), menu="Go"),
    Command("go.search-1", "Go to saved search 1", ("G, 1",)),
    Command("go.search-2", "Go to saved search 2", ("G, 2",)),
    Command("go.search-3", "Go to saved search 3", ("G, 3",)),
    Command("go.search-4", "Go to saved search 4", ("G, 4",)),
    Command("go.search-5", "Go to saved search 5", ("G, 5",)),
    Command("go.search-6", "Go to saved search 6", ("G, 6",)),
    Command("go.search-7", "Go to saved search 7", ("G, 7",)),
    Command("go.search-8", "Go to saved search 8", ("G, 8",)),
    Command("go.search-9", "Go to saved search 9", ("G, 9",)),
    Command("go.back", "Back", ("Alt+Left",), menu="Go"),
    Command("go.forward", "Forward", ("Alt+Right",), menu="Go"),
    Command("list.focus", "Back to the list", ("U",), where="reader", menu="Go"),
    Command("go.unwind", "One step back: close, deselect, return", ("Esc",)),
    Command("pane.next", "Next pane", ("F6",), menu="Go"),
    Command("pane.previous", "Previous pane", ("Shift+F6",), menu="Go"),
    Command("pane.left", "Show or hide the left side", ("[",), menu="View"),
    Command("pane.right", "Show or hide the margin", ("]",), menu="View"),
    Command("theme.next", "Next theme", ("Ctrl+T",), menu="View"),
    Command("theme.system", "Theme: follow the system", menu="View"),
    Command("theme.light", "Theme: light", menu="View"),
    Command("theme.sepia", "Theme: sepia", menu="View"),
    Command("theme.dark", "Theme: dark", menu="View"),
    Command("theme.warm-dark", "Theme: warm dark", menu="View"),
    Command("theme.black", "Theme: black", menu="View"),
    Command("theme.high-contrast", "Theme: high contrast", menu="View"),
    Command("theme.high-contrast-dark", "Theme: high contrast, dark", menu="View"),
    Command("display.open", "Display of the page…", ("Shift+D",), where="reader", menu="View"),
    Command("text.larger", "Larger text", ("+", "Ctrl++", "Ctrl+="), menu="View"),
    Command("text.smaller", "Smaller text", ("-", "Ctrl+-"), menu="View"),
    Command("text.wider", "Wider column", (">",), menu="View"),
    Command("text.narrower", "Narrower column", ("<",), menu="View"),
    Command("text.reset", "Text as it was at first", ("Ctrl+0",), menu="View"),
    Command("window.full-screen", "Full screen", ("F11",), menu="View"),
    Command("sort.added", "Sort by date added", menu="Sort"),
    Command("sort.published", "Sort by date published", menu="Sort"),
    Command("sort.opened", "Sort by last opened", menu="Sort"),
    Command("sort.title", "Sort by title", menu="Sort"),
    Command("sort.site", "Sort by site", menu="Sort"),
    Command("sort.length", "Sort by length", menu="Sort"),
    Command("sort.reverse", "Reverse the order", menu="Sort"),
    Command("page.next", "Next page", ("J", "Down"), where="list"),
    Command("page.previous", "Previous page", ("K", "Up"), where="list"),
    Command("list.top", "Top of the list", ("G, G", "Home"), where="list"),
    Command("list.bottom", "End of the list", ("Shift+G", "End"), where="list"),
    Command("list.select", "Select the page, or not", ("X",), where="list"),
    Command("list.select-next", "Select also the next page", ("Shift+J", "Shift+Down"), where="list"),
    Command("list.select-previous", "Select also the previous page", ("Shift+K", "Shift+Up"), where="list"),
    Command("list.select-all", "Select all pages", ("*, A", "Ctrl+A"), where="list"),
    Command("list.select-none", "Select no page", ("*, N",), where="list"),
    Command("list.select-to-top", "Select up to the top", ("Shift+Home",), where="list"),
    Command("list.select-to-bottom", "Select down to the end", ("Shift+End",), where="list"),
    Command("list.copy", "Copy the source of the page", ("Y", "Ctrl+C"), where="list"),
    Command("list.filter", "Filter the list…", ("\\", "Ctrl+F"), where="list", menu="Edit"),
    Command("place.fold", "Fold or unfold the tag", ("Space",), where="places"),
    Command("place.rename", "Rename the tag or saved search…", ("F2",), where="places", menu="Library"),
    Command("place.remove", "Remove the tag or saved search…", ("Delete",), where="places", menu="Library"),
    Command("place.move-up", "Move the saved search up", ("Alt+Up",), where="places", menu="Library"),
    Command("place.move-down", "Move the saved search down", ("Alt+Down",), where="places", menu="Library"),
    Command("library.duplicates", "Duplicates in the library…", menu="Library"),
    Command("search.keep", "Keep this search…", ("Ctrl+S",), menu="Library"),
    Command("search.clear-history", "Forget what you searched for…", menu="Library"),
    Command("trash.delete", "Delete for good…", ("Shift+Delete",), where="list", menu="Library"),
    Command("trash.empty", "Empty the trash…", menu="Library"),
    Command("page.open", "Open the page", ("Return", "O"), where="list", menu="Page"),
    Command("page.archive", "Archive, or back to the inbox", ("E",), menu="Page"),
    Command("page.reading", "Mark as being read", ("M",), menu="Page"),
    Command("page.star", "Star, or take the star away", ("S",), menu="Page"),
    Command("page.tag", "Tags of the page…", ("L",), menu="Page"),
    Command("page.details", "Details of the page", ("I",), menu="Page"),
    Command("page.edit-details", "Edit details…", ("Shift+I",), menu="Page"),
    Command("page.versions", "Versions of this page…", menu="Page"),
    Command("page.related", "Same and related pages…", ("Shift+R",), menu="Page"),
    Command("page.trash", "Move to the trash", ("#",), menu="Page"),
    Command("page.restore", "Take out of the trash", menu="Page"),
    Command("page.repair", "Repair the text…", ("X",), where="reader", menu="Page"),
    Command("list.original", "Open the original of the page", ("V",), where="list"),
    Command("page.trash-selected", "Move the selected pages to the trash", ("Delete",), where="list"),
    Command("highlights.next", "Next highlight of the list", ("J", "Down"), where="highlights"),
    Command("highlights.previous", "Previous highlight of the list", ("K", "Up"), where="highlights"),
    Command("highlights.top", "Top of the list", ("G, G", "Home"), where="highlights"),
    Command("highlights.bottom", "End of the list", ("Shift+G", "End"), where="highlights"),
    Command("highlights.open", "Open the page at the highlight", ("Return", "O"), where="highlights"),
    Command("highlights.select", "Select the highlight, or not", ("X",), where="highlights"),
    Command(
        "highlights.select-next", "Select also the next one", ("Shift+J", "Shift+Down"), where="highlights"
    ),
    Command(
        "highlights.select-previous",
        "Select also the one before",
        ("Shift+K", "Shift+Up"),
        where="highlights",
    ),
    Command("highlights.select-all", "Select all highlights", ("*, A", "Ctrl+A"), where="highlights"),
    Command("highlights.select-none", "Select no highlight", ("*, N",), where="highlights"),
    Command("highlights.filter", "Filter by words", ("Ctrl+F", "F"), where="highlights"),
    Command("highlights.filters", "Filter by colour, tag, date…", ("Shift+F",), where="highlights"),
    Command("highlights.color-yellow", "Make it yellow", ("1",), where="highlights"),
    Command("highlights.color-red", "Make it red", ("2",), where="highlights"),
    Command("highlights.color-green", "Make it green", ("3",), where="highlights"),
    Command("highlights.color-blue", "Make it blue", ("4",), where="highlights"),
    Command("highlights.color-purple", "Make it purple", ("5",), where="highlights"),
    Command("highlights.color-magenta", "Make it magenta", ("6",), where="highlights"),
    Command("highlights.color-orange", "Make it orange", ("7",), where="highlights"),
    Command("highlights.color-gray", "Make it gray", ("8",), where="highlights"),
    Command("highlights.underline", "Underline it, or no longer", ("_",), where="highlights"),
    Command("highlights.tag", "Tags of the highlights…", ("T",), where="highlights"),
    Command("highlights.restore", "Bring a removed highlight back", ("B",), where="highlights"),
    Command("highlights.remove", "Remove the highlight", ("D", "Delete"), where="highlights"),
    Command("highlights.copy", "Copy the quote with its source", ("Y", "Ctrl+C"), where="highlights"),
    Command("reader.find", "Find in the page", ("Ctrl+F",), where="reader", menu="Edit"),
    Command("page.original", "Open the original in the browser…", ("R",), where="reader", menu="Page"),
    Command("page.source", "Source of the original", ("Ctrl+Shift+U",), where="reader", menu="Page"),
    Command("page.links", "Links of the page…", ("Shift+F",), where="reader", menu="Page"),
    Command("reader.contents", "Contents of the page", ("C",), where="reader", menu="View"),
    Command("reader.speak", "Read aloud, or stop", ("Shift+S",), where="reader", menu="View"),
    Command("speech.pause", "Pause, or go on", ("Space",), where="speech"),
    Command("speech.next", "Next sentence aloud", ("J", "Down", "Right"), where="speech"),
    Command("speech.previous", "Previous sentence aloud", ("K", "Up", "Left"), where="speech"),
    Command("speech.faster", "Speak faster", (".",), where="speech"),
    Command("speech.slower", "Speak slower", (",",), where="speech"),
    Command("reader.footnote", "Show the footnote", ("Shift+Return",), where="reader", menu="View"),
    Command("reader.find-next", "Next hit", ("F3",), where="reader"),
    Command("reader.find-previous", "Previous hit", ("Shift+F3",), where="reader"),
    Command("reader.down", "Next paragraph, sentence or word", ("J", "Down"), where="reader"),
    Command("reader.up", "Paragraph, sentence or word before", ("K", "Up"), where="reader"),
    Command("reader.unit", "Paragraph, sentence or word", ("Tab",), where="reader"),
    Command("reader.larger-unit", "Word, sentence or paragraph", ("Shift+Tab",), where="reader"),
    Command("reader.next-paragraph", "Stand on the next paragraph", where="reader"),
    Command("reader.previous-paragraph", "Stand on the paragraph before", where="reader"),
    Command("reader.next-sentence", "Stand on the next sentence", where="reader"),
    Command("reader.previous-sentence", "Stand on the sentence before", where="reader"),
    Command("reader.next-word", "Stand on the next word", where="reader"),
    Command("reader.previous-word", "Stand on the word before", where="reader"),
    Command("reader.half-down", "Half a page down", where="reader"),
    Command("reader.half-up", "Half a page up", where="reader"),
    Command("reader.hints", "Labels on sentences, links and images", ("F",), where="reader", menu="Go"),
    Command("reader.visual", "Select text with the keyboard", ("V",), where="reader", menu="Annotate"),
    Command("reader.page-down", "Page down", ("Space", "PgDown"), where="reader"),
    Command("reader.page-up", "Page up", ("Shift+Space", "PgUp"), where="reader"),
    Command("reader.top", "Top of the page", ("G, G", "Home"), where="reader"),
    Command("reader.bottom", "End of the page", ("Shift+G", "End"), where="reader"),
    Command("reader.next-heading", "Next heading", ("}",), where="reader"),
    Command("reader.previous-heading", "Previous heading", ("{",), where="reader"),
    Command("reader.next-page", "Next page of the list", ("Shift+J",), where="reader"),
    Command("reader.previous-page", "Previous page of the list", ("Shift+K",), where="reader"),
    Command("annotation.highlight", "Highlight", ("H",), where="reader", menu="Annotate"),
    Command("annotation.underline", "Underline, or no longer", ("_",), where="reader", menu="Annotate"),
    Command("annotation.note", "Highlight and write a note", ("N",), where="reader", menu="Annotate"),
    Command("annotation.tag", "Tags of the highlight…", ("T",), where="reader", menu="Annotate"),
    Command("annotation.color-yellow", "Yellow", ("1",), where="reader", menu="Annotate"),
    Command("annotation.color-red", "Red", ("2",), where="reader", menu="Annotate"),
    Command("annotation.color-green", "Green", ("3",), where="reader", menu="Annotate"),
    Command("annotation.color-blue", "Blue", ("4",), where="reader", menu="Annotate"),
    Command("annotation.color-purple", "Purple", ("5",), where="reader", menu="Annotate"),
    Command("annotation.color-magenta", "Magenta", ("6",), where="reader", menu="Annotate"),
    Command("annotation.color-orange", "Orange", ("7",), where="reader", menu="Annotate"),
    Command("annotation.color-gray", "Gray", ("8",), where="reader", menu="Annotate"),
    Command("annotation.end-later-word", "End the highlight a word later", ("Shift+Right",), where="reader"),
    Command("annotation.end-sooner-word", "End the highlight a word sooner", ("Shift+Left",), where="reader"),
    Command("annotation.end-later-sentence", "End it a sentence later", ("Shift+Down",), where="reader"),
    Command("annotation.end-sooner-sentence", "End it a sentence sooner", ("Shift+Up",), where="reader"),
    Command("annotation.start-later-word", "Begin it a word later", ("Ctrl+Shift+Right",), where="reader"),
    Command("annotation.start-sooner-word", "Begin it a word sooner", ("Ctrl+Shift+Left",), where="reader"),
    Command(
        "annotation.start-later-sentence", "Begin it a sentence later", ("Ctrl+Shift+Down",), where="reader"
    ),
    Command(
        "annotation.start-sooner-sentence", "Begin it a sentence sooner", ("Ctrl+Shift+Up",), where="reader"
    ),
    Command(
        "annotation.merge",
        "Merge with the highlights that it touches",
        ("Shift+M",),
        where="reader",
        menu="Annotate",
    ),
    Command("annotation.remove", "Remove the highlight", ("D", "Delete"), where="reader", menu="Annotate"),
    Command("annotation.next", "Next highlight", (")", "Alt+Down"), where="reader", menu="Annotate"),
    Command("annotation.previous", "Previous highlight", ("(", "Alt+Up"), where="reader", menu="Annotate"),
    Command("annotation.open", "Open the note", ("Return",), where="reader"),
    Command("annotation.copy", "Copy the quote with its source", ("Y",), where="reader", menu="Annotate"),
    Command("visual.left", "Left by a letter", ("H", "Left"), where="visual"),
    Command("visual.right", "Right by a letter", ("L", "Right"), where="visual"),
    Command("visual.down", "Down by a line", ("J", "Down"), where="visual"),
    Command("visual.up", "Up by a line", ("K", "Up"), where="visual"),
    Command("visual.next-word", "To the next word", ("W", "Ctrl+Right"), where="visual"),
    Command("visual.word-end", "To the end of the word", ("E",), where="visual"),
    Command("visual.previous-word", "Back by a word", ("B", "Ctrl+Left"), where="visual"),
    Command("visual.line-start", "To the start of the line", ("0", "Home"), where="visual"),
    Command("visual.line-end", "To the end of the line", ("$", "End"), where="visual"),
    Command("visual.next-sentence", "To the next sentence", (")",), where="visual"),
    Command("visual.previous-sentence", "Back by a sentence", ("(",), where="visual"),
    Command("visual.next-paragraph", "To the end of the paragraph", ("}",), where="visual"),
    Command("visual.previous-paragraph", "To the start of the paragraph", ("{",), where="visual"),
    Command("visual.top", "To the top of the page", ("G, G", "Ctrl+Home"), where="visual"),
    Command("visual.bottom", "To the end of the page", ("Shift+G", "Ctrl+End"), where="visual"),
    Command("visual.swap", "Move the other end", ("O",), where="visual"),
    Command("visual.paragraph", "Take the whole paragraph", ("V", "I, P", "A, P"), where="visual"),
    Command("visual.sentence", "Take the whole sentence", ("Shift+V", "I, S", "A, S"), where="visual"),
    Command("visual.word", "Take the whole word", ("I, W", "A, W"), where="visual"),
    Command("visual.find", "Find, and select as far as there", ("/",), where="visual"),
    Command("visual.find-next", "Select as far as the next hit", ("F3",), where="visual"),
    Command("visual.find-previous", "Select as far as the hit before", ("Shift+F3",), where="visual"),
    Command("visual.highlight", "Highlight what is selected", ("Return",), where="visual"),
    Command("visual.note", "Highlight it and write a note", ("N",), where="visual"),
    Command("visual.color-yellow", "Highlight it in yellow", ("1",), where="visual"),
    Command("visual.color-red", "Highlight it in red", ("2",), where="visual"),
    Command("visual.color-green", "Highlight it in green", ("3",), where="visual"),
    Command("visual.color-blue", "Highlight it in blue", ("4",), where="visual"),
    Command("visual.color-purple", "Highlight it in purple", ("5",), where="visual"),
    Command("visual.color-magenta", "Highlight it in magenta", ("6",), where="visual"),
    Command("visual.color-orange", "Highlight it in orange", ("7",), where="visual"),
    Command("visual.color-gray", "Highlight it in gray", ("8",), where="visual"),
    Command("visual.copy", "Copy it with its source", ("Y", "Ctrl+C"), where="visual"),
    Command("annotation.check", "Check the highlights in doubt", ("!",), where="reader", menu="Annotate"),
    Command("check.yes", "Yes, the highlight stands here", ("Return",), where="check"),
    Command("check.no", "No, it does not stand here", ("X",), where="check"),
    Command("check.next", "Next highlight in doubt", (")",), where="check"),
    Command("check.previous", "Previous highlight in doubt", ("(",), where="check"),
    Command("visual.anchor", "Let the highlight in doubt stand here", ("!",), where="visual"),
    Command("page.note", "Note on the page", ("Shift+N",), where="reader", menu="Annotate"),
    Command(
        "annotation.list", "List the highlights of this page", ("Shift+H",), where="reader", menu="Annotate"
    ),
    Command("overlap.extend", "Extend the highlight that is there", ("E",), where="overlap"),
    Command("overlap.shrink", "Shrink the highlight that is there", ("S",), where="overlap"),
    Command("overlap.merge", "Merge the highlights", ("M",), where="overlap"),
    Command("overlap.keep", "Keep both", ("K", "B"), where="overlap"),
    Command("overlap.first", "Do what is offered first", ("Return",), where="overlap"),
    Command("overlap.cancel", "Leave it as it is", ("Esc",), where="overlap"),
    Command("hits.next", "Next hit of the search", ("N",), where="hits"),
    Command("hits.previous", "Previous hit of the search", ("Shift+N",), where="hits"),
    Command("repair.next", "Next block", ("J", "Down"), where="repair"),
    Command("repair.previous", "Previous block", ("K", "Up"), where="repair"),
    Command("repair.next-change", "Where kept and dropped text meet next", ("Shift+J",), where="repair"),
    Command("repair.previous-change", "Where they met before", ("Shift+K",), where="repair"),
    Command("repair.page-down", "Page down", ("Space", "PgDown"), where="repair"),
    Command("repair.page-up", "Page up", ("Shift+Space", "PgUp"), where="repair"),
    Command("repair.top", "Top of the page", ("G, G", "Home"), where="repair"),
    Command("repair.bottom", "End of the page", ("Shift+G", "End"), where="repair"),
    Command("repair.range", "Begin a range of blocks, or give it up", ("V",), where="repair"),
    Command("repair.extend-down", "Take the next block into the range", ("Shift+Down",), where="repair"),
    Command("repair.extend-up", "Take the block before into the range", ("Shift+Up",), where="repair"),
    Command("repair.drop", "Drop the block", ("X", "Delete"), where="repair"),
    Command("repair.bring-back", "Bring the block back", ("A", "Return"), where="repair"),
    Command("repair.wider", "Keep a part of the page, or a larger one", ("]",), where="repair"),
    Command("repair.narrower", "Keep a smaller part of the page, or as before", ("[",), where="repair"),
    Command("repair.undo", "Undo in the repair", ("Z", "Ctrl+Z"), where="repair"),
    Command("repair.redo", "Redo in the repair", ("Shift+Z", "Ctrl+Shift+Z"), where="repair"),
    Command("repair.site", "Also for other pages of the site", ("S",), where="repair"),
    Command("repair.apply", "Apply the repair", ("Ctrl+Return",), where="repair"),
    Command("question.yes", "Yes", ("Return", "Y"), where="question"),
    Command("question.no", "No", ("N",), where="question"),
    Command("question.back", "Go on repairing", ("Esc",), where="question"),
    Command("results.next", "Next result", ("Down",), where="results"),
    Command("results.previous", "Previous result", ("Up",), where="results"),
    Command("results.page-down", "A page of results down", ("PgDown",), where="results"),
    Command("results.page-up", "A page of results up", ("PgUp",), where="results"),
    Command("results.open", "Open at the hit", ("Return",), where="results"),
    Command("results.open-behind", "Open at the hit, and stay here", ("Alt+Return",), where="results"),
    Command("results.copy", "Copy what was found, with its source", ("Ctrl+C",), where="results"),
    Command("results.unfold", "Unfold copies and further highlights", ("Right",), where="results"),
    Command("results.fold", "Fold copies and further highlights", ("Left",), where="results"),
    Command("results.complete", "Take what is offered", ("Tab",), where="results"),
    Command("results.offer", "Offer fields and values", ("Ctrl+Space",), where="results"),
    Command("results.narrow-tag", "Narrow to a tag…", ("Alt+T",), where="results"),
    Command("results.narrow-site", "Narrow to a site…", ("Alt+S",), where="results"),
    Command("results.narrow-color", "Narrow to a colour…", ("Alt+C",), where="results"),
    Command("results.narrow-year", "Narrow to a year…", ("Alt+Y",), where="results"),
    Command("results.narrow-language", "Narrow to a language…", ("Alt+L",), where="results"),
    Command("results.sort", "Order of the results…", ("Alt+O",), where="results"),
    Command("results.older", "What was searched for before", ("Alt+Up",), where="results"),
    Command("results.newer", "What was searched for after that", ("Alt+Down",), where="results"),
    Command("menu.open", "Open the menu", ("F10",)),
    Command("help.keys", "Keyboard help", ("?", "F1"), menu="Help", in_modes=True),
    Command("help.search", "Search help", ("Shift+F1",), menu="Help"),
    Command("samples.open", "The manual (sample pages)", menu="Help"),
    Command("help.import", "What can be imported", menu="Help"),
    Command("help.export", "What can be exported", menu="Help"),
    Command("help.templates", "Templates of notes", menu="Help"),
    Command("help.about", "About Postil", menu="Help"),
)


def command(command_id: str) -> Command:
    """The command of that id; KeyError where there is none."""
    return _BY_ID[command_id]


def in_rows(commands: Sequence[Command]) -> tuple[Command, ...]:
    """The commands as they are listed to be read: those that differ by a digit alone are one row."""
    searches = [entry for entry in commands if entry.id.startswith(_SEARCH)]
    keys = [tuple(key.removesuffix(entry.id[-1]) for key in entry.keys) for entry in searches]
    if len(searches) < 2 or len(set(keys)) > 1:  # the person gave some of them other keys
        return tuple(commands)
    first, last = searches[0].id[-1], searches[-1].id[-1]
    row = Command(_SEARCH, "Go to a saved search", tuple(f"{key}{first} … {last}" for key in keys[0]))
    return tuple(row if entry is searches[0] else entry for entry in commands if entry not in searches[1:])


_SEARCH = "go.search-"

_BY_ID = {entry.id: entry for entry in COMMANDS}

_HELD = frozenset({
    "annotation.next", "annotation.previous",
    "text.larger", "text.smaller", "text.wider", "text.narrower",
})  # fmt: skip
"""Commands of a menu that a held key repeats."""

_STEPS = frozenset({
    "next", "previous", "left", "right", "up", "down", "later", "sooner", "end",
    "larger", "smaller", "wider", "narrower",
})  # fmt: skip
"""Words in the id of a command that goes a step further each time."""

_UNITS = frozenset({"paragraph", "sentence", "word"})
