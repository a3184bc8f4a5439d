"""Tables, as they are written: rules below rows and no other, numbers at the right."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtGui import (
    QColor,
    QTextCharFormat,
    QTextFrameFormat,
    QTextLength,
    QTextTableCellFormat,
    QTextTableFormat,
)

from postil.gui import fonts
from postil.gui.reader.enlargeable import EnlargeableTable, TableCell
from postil.gui.reader.formats import OBJECT_CHARACTER, BlockStyle, CharStyle
from postil.gui.reader.setting import Setting
from postil.gui.reader.table_plan import Cell, TablePlan, plan_table
from postil.translation import _

_OVERHANG = 24
"""A table may be this much wider than what is free before it counts as too wide; pixels."""

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from lxml.etree import _Element

    from postil.dom.flatten import Flat
    from postil.gui.reader.setting import Look
    from postil.gui.reader.writer import Writer
    from postil.gui.theme import PageColors


def write_table(
    writer: Writer,
    rows: Sequence[_Element],
    flat: Flat,
    *,
    setting: Setting,
    look: Look,
    captioned: bool,
    fill: Callable[[_Element, Setting], None],
) -> TablePlan | None:
    """Write ``tr`` elements as one table, below its caption if any; ``fill`` writes what is in a cell.

    How it was set is returned; None where there was no cell to write.
    """
    size = round(setting.chars.size / 0.7) if setting.in_cell else look.metrics.size
    bleed = 0 if setting.in_cell else look.bleed
    plan = plan_table(rows, flat, size=size, room=setting.room, bleed=bleed)
    if plan is None:
        return None
    line = look.metrics.line_height
    above, below = (
        (0, 0) if setting.in_cell else (round(line * (0.2 if captioned else 0.5)), round(line * 0.95))
    )
    indent = setting.block.start
    if setting.block.rtl:
        # Qt does not turn the order of columns round; the table at least stands where lines begin.
        indent = max(0, setting.width - setting.block.start - sum(plan.widths))
    frame = _table_format(plan, indent=indent, top=above, bottom=below)
    if not setting.in_cell and sum(plan.widths) > setting.room + bleed + _OVERHANG:
        _write_hint(writer, setting, look)
    table = writer.begin_table(plan.rows, frame)
    was_joined = writer.join_units(joined=True)
    row = 0
    for cell in plan.cells:
        if cell.rows > 1 or cell.columns > 1:
            table.mergeCells(cell.row, cell.column, cell.rows, cell.columns)
        if cell.row != row:
            row = cell.row
            writer.join_units(joined=True)
        place = table.cellAt(cell.row, cell.column)
        place.setFormat(_cell_format(plan, cell, look.theme.page))
        inner = _cell_setting(plan, cell, setting, look.theme.page)
        writer.enter_cell(place, inner.block)
        fill(cell.element, inner)
    writer.join_units(joined=was_joined)
    writer.leave_table(table)
    return plan


def enlargeable_table(plan: TablePlan, flat: Flat, start: int, end: int, caption: str) -> EnlargeableTable:
    """What a table that was set so says, cell by cell."""
    return EnlargeableTable(
        start=start,
        end=end,
        caption=caption,
        rows=plan.rows,
        columns=len(plan.widths),
        head_rows=plan.head_rows,
        cells=tuple(
            TableCell(
                cell.row,
                cell.column,
                cell.rows,
                cell.columns,
                cell.head,
                flat.text[slice(*flat.span(cell.element))].replace(OBJECT_CHARACTER, "").strip(),
                *flat.span(cell.element),
            )
            for cell in plan.cells
        ),
        numeric=plan.numeric,
    )


def _write_hint(writer: Writer, setting: Setting, look: Look) -> None:
    """Say above a table that is wider than the page how it can be read whole."""
    chars = CharStyle(color=look.theme.page.muted, size=12, family=fonts.INTERFACE)
    block = BlockStyle(line=18, start=setting.block.start, rtl=setting.block.rtl)
    writer.end_block()
    writer.ornament(_("Enter opens this table by itself, with its head in sight."), chars, block)
    writer.end_block()


def _table_format(plan: TablePlan, *, indent: int, top: int, bottom: int) -> QTextTableFormat:
    made = QTextTableFormat()
    made.setBorder(0)
    made.setBorderCollapse(True)
    made.setCellSpacing(0)
    made.setCellPadding(0)
    made.setHeaderRowCount(plan.head_rows)
    made.setTopMargin(top)
    made.setBottomMargin(bottom)
    made.setLeftMargin(indent)
    made.setColumnWidthConstraints(
        [QTextLength(QTextLength.Type.FixedLength, width) for width in plan.widths]
    )
    return made


def _cell_format(plan: TablePlan, cell: Cell, colors: PageColors) -> QTextTableCellFormat:
    """A rule below the cell, a stronger one below the heads."""
    made = QTextTableCellFormat()
    below_heads = cell.row + cell.rows == plan.head_rows
    made.setBottomBorder(1.5 if below_heads else 1)
    made.setBottomBorderStyle(QTextFrameFormat.BorderStyle.BorderStyle_Solid)
    made.setBottomBorderBrush(QColor(colors.quote_bar if below_heads else colors.rule))
    padding = round(plan.size * 0.46)
    made.setTopPadding(padding)
    made.setBottomPadding(padding)
    made.setLeftPadding(plan.gap // 2 if cell.column else 0)
    made.setRightPadding(plan.gap // 2 if cell.column + cell.columns < len(plan.widths) else 0)
    alignment = QTextCharFormat.VerticalAlignment
    made.setVerticalAlignment(alignment.AlignBottom if cell.row < plan.head_rows else alignment.AlignTop)
    return made


def _cell_setting(plan: TablePlan, cell: Cell, setting: Setting, colors: PageColors) -> Setting:
    align = (cell.element.get("align") or "").lower()
    numeric = plan.numeric[cell.column] and cell.columns == 1
    return Setting(
        chars=CharStyle(
            color=colors.heading if cell.head else colors.ink,
            size=plan.size,
            family=fonts.INTERFACE,
            weight=600 if cell.head else 400,
        ),
        block=BlockStyle(
            line=plan.line,
            rtl=setting.block.rtl,
            far=align == "right" or (numeric and align not in ("left", "center")),
            centred=align == "center",
        ),
        width=sum(plan.widths[cell.column : cell.column + cell.columns]) - plan.gap,
        language=setting.language,
        in_cell=True,
    )
