"""A first look at what is about to be imported: how many files, of which formats, how large. Nothing is read
but their beginnings, so that ten thousand files are told in a moment.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from postil.errors import ImportFailed
from postil.importers.walking import walk

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from postil.jobs import Progress

FEW_FILES = 20
"""So many pages are imported without a question."""
_LARGE = 50 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class ImportSurvey:
    """What there is to import."""

    files: int = 0
    """All files, those that are no pages included."""
    size: int = 0
    """Bytes of those that can be read."""
    formats: tuple[tuple[str, int], ...] = ()
    """Names of formats with the number of their files, the most frequent first."""
    not_read: tuple[tuple[str, int], ...] = ()
    """Why files are not read, with the number of these files."""
    exports: bool = False
    """Whether an export of another tool is among them: of how many pages is only known when it is read."""

    @property
    def readable(self) -> int:
        """How many files can be read."""
        return sum(count for _name, count in self.formats)

    @property
    def small(self) -> bool:
        """Whether it is so little that nobody needs to be asked."""
        return self.files <= FEW_FILES and self.size <= _LARGE and not self.exports


def survey(chosen: Sequence[Path], progress: Progress) -> ImportSurvey:
    """Look at the beginnings of all files. Raises Cancelled."""
    from postil.importers import registry  # noqa: PLC0415 - the formats are not needed to show the window

    formats: Counter[str] = Counter()
    not_read: Counter[str] = Counter()
    size, exports = 0, False
    files = tuple(walk(chosen))
    for number, path in enumerate(files):
        progress.step(number, len(files), path.name)
        try:
            importer = registry.importer_of(path)
            size += path.stat().st_size
        except ImportFailed as error:
            not_read[str(error)] += 1
        except OSError as error:
            not_read[error.strerror or str(error)] += 1
        else:
            formats[importer.name] += 1
            exports = exports or registry.is_export(importer)
    return ImportSurvey(
        len(files), size, tuple(formats.most_common()), tuple(not_read.most_common()), exports
    )
