"""Limits of templates: one that a person got from somewhere must end, and must not fill the memory.

Jinja2's sandbox keeps a template from reaching the program. What it may cost is kept here: the time of a
rendering, the length of what is written, joined, replaced and multiplied, and of a range.
"""

from __future__ import annotations

import time
from contextlib import contextmanager
from contextvars import ContextVar
from typing import TYPE_CHECKING, Any

from jinja2 import nodes, pass_environment
from jinja2.filters import make_attrgetter
from jinja2.sandbox import ImmutableSandboxedEnvironment

from postil.translation import _

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from jinja2 import Environment
    from jinja2.runtime import Context

SECONDS = 10.0
"""How long one note may take."""
LONGEST = 64 * 1024 * 1024
"""How many code points one note may have; as many may be made on the way to it."""
LONGEST_RANGE = 10_000
_LONGEST_PIECE = 1_000_000
"""How much may come of one multiplication, or one filter that pads."""
_HIGHEST_POWER = 1_000
_UNBOUNDED = ("batch", "center", "format", "indent", "lipsum", "slice", "sum", "tojson", "wordwrap")
"""Filters and globals that make as much as they are told to."""
_UNBOUNDED_METHODS = frozenset(
    {"center", "expandtabs", "format", "format_map", "ljust", "rjust", "translate", "zfill"}
)
"""The same of texts."""


class OutOfLimits(Exception):
    """A template takes too long, or writes too much. The message is for the person."""


class Limit:
    """What is left of one rendering."""

    def __init__(self) -> None:
        self._until = time.monotonic() + SECONDS
        self._made = 0

    def check(self) -> None:
        """Raise OutOfLimits where the time is up."""
        if time.monotonic() > self._until:
            raise OutOfLimits(_("it takes too long; is there a loop without an end?"))

    def joined(self, pieces: Iterator[str]) -> str:
        """What a template writes. Raises OutOfLimits."""
        written: list[str] = []
        length = 0
        for piece in pieces:
            self.check()
            written.append(piece)
            length += len(piece)
            if length > LONGEST:
                raise OutOfLimits(_("it writes too much for one note."))
        return "".join(written)

    def spend(self, length: int) -> None:
        """Count what is about to be made of texts and lists. Raises OutOfLimits."""
        self._made += length
        if self._made > LONGEST:
            raise OutOfLimits(_("it writes too much for one note."))


_current: ContextVar[Limit | None] = ContextVar("limit", default=None)
"""The limit of the rendering that runs here: loops ask it on their way."""


@contextmanager
def limited() -> Iterator[Limit]:
    """A rendering within limits."""
    limit = Limit()
    token = _current.set(limit)
    try:
        yield limit
    finally:
        _current.reset(token)


class LimitedEnvironment(ImmutableSandboxedEnvironment):
    """The sandbox, in which every turn of a loop and every call of a macro looks at the clock.

    What joins texts counts them first: ``~``, ``+``, ``join`` and ``replace`` can double a text at each turn.
    """

    intercepted_binops = frozenset({"*", "**", "%", "+"})

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        self.globals["range"] = _short_range
        for name in _UNBOUNDED:
            self.filters.pop(name, None)
            self.globals.pop(name, None)
        self.filters |= {"join": _join, "replace": _replace}

    def is_safe_attribute(self, obj: Any, attr: str, value: Any) -> bool:
        """Whether a template may ask for it."""
        if isinstance(obj, str) and attr in _UNBOUNDED_METHODS:
            return False
        if attr[:1] != "_" and attr in getattr(type(obj), "__dataclass_fields__", ()):
            return True  # what a frozen value says: jinja2's own question takes long, and comes for each
        return super().is_safe_attribute(obj, attr, value)

    def call(self, context: Context, called: Any, /, *args: Any, **kwargs: Any) -> Any:
        """A call of a function or a method: ``join`` and ``replace`` of a text are the filters."""
        text = getattr(called, "__self__", None)
        if isinstance(text, str) and called.__name__ == "join":
            return _joined(text, *args, **kwargs)
        if isinstance(text, str) and called.__name__ == "replace":
            return _replace(text, *args, **kwargs)
        return super().call(context, called, *args, **kwargs)

    def tick(self) -> str:
        """Look at the clock."""
        limit = _current.get()
        if limit is not None:
            limit.check()
        return ""

    def _parse(self, source: str, name: str | None, filename: str | None) -> nodes.Template:
        tree = super()._parse(source, name, filename)
        repeated: list[nodes.For | nodes.Macro] = [*tree.find_all(nodes.For), *tree.find_all(nodes.Macro)]
        for each in repeated:
            call = nodes.Call(nodes.EnvironmentAttribute("tick"), [], [], None, None)
            each.body.insert(0, nodes.ExprStmt(call).set_lineno(each.lineno))
        for joined in list(tree.find_all(nodes.Concat)):
            texts = nodes.List(joined.nodes)
            joined.nodes = [nodes.Call(nodes.EnvironmentAttribute("joined"), [texts], [], None, None)]
        return tree

    def joined(self, texts: Iterable[object]) -> str:
        """What ``~`` makes."""
        return _joined("", texts)

    def call_binop(self, context: Context, operator: str, left: Any, right: Any) -> Any:
        """A multiplication, a power or a formatting of a size that can be."""
        sizes = [len(each) if isinstance(each, str | list | tuple) else each for each in (left, right)]
        known = [abs(each) for each in sizes if isinstance(each, int | float)]
        is_text = isinstance(left, str | list | tuple) or isinstance(right, str | list | tuple)
        if operator == "%" and is_text:
            raise OutOfLimits(_("texts cannot be formatted by %; join them by ~."))
        if operator == "*" and is_text and len(known) > 1:
            if known[0] * known[1] > _LONGEST_PIECE:
                raise OutOfLimits(_("it writes too much for one note."))
            _spend(int(known[0] * known[1]))
        if operator == "+" and is_text:
            _spend(int(sum(known)))
        if operator == "**" and any(each > _HIGHEST_POWER for each in known):
            raise OutOfLimits(_("that number is too large."))
        return super().call_binop(context, operator, left, right)


def _spend(length: int) -> None:
    limit = _current.get()
    if limit is not None:
        limit.spend(length)


def _joined(between: str, values: Iterable[object]) -> str:
    texts = []
    for value in values:
        text = str(value)
        _spend(len(text) + len(between))
        texts.append(text)
    return between.join(texts)


@pass_environment
def _join(
    environment: Environment, values: Iterable[Any], d: object = "", attribute: str | int | None = None
) -> str:
    """The filter ``join``, with the names of jinja2."""
    if attribute is not None:
        values = map(make_attrgetter(environment, attribute), values)
    return _joined(str(d), values)


def _replace(text: object, old: object, new: object, count: int | None = None) -> str:
    """The filter ``replace``."""
    whole, wanted, most = str(text), str(old), -1 if count is None else count
    times = whole.count(wanted) if most < 0 else min(most, whole.count(wanted))
    _spend(len(whole) + times * len(str(new)))
    return whole.replace(wanted, str(new), most)


def _short_range(*bounds: int) -> range:
    numbers = range(*bounds)
    if len(numbers) > LONGEST_RANGE:
        raise OutOfLimits(
            _("a range may have {count} numbers at the most.").format(count=f"{LONGEST_RANGE:,}")
        )
    return numbers
