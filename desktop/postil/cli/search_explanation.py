"""``postil search --explain``: the query as it was understood, and what each score is made of.

For whoever works on search: it is in English in every language.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from postil.search.queries.query import And, Filter, Not, Nothing, Or, Phrase, Word

if TYPE_CHECKING:
    from collections.abc import Iterator

    from postil.app.explaining import SearchExplanation
    from postil.search.queries.query import Query
    from postil.search.ranking import Contribution


def explanation_lines(explanation: SearchExplanation, *, pending: int) -> Iterator[str]:
    """What was asked of what."""
    yield "Query"
    yield from _tree_lines(explanation.query, 1)
    if explanation.strict != explanation.query:
        yield "Asked, without the small words of a sentence"
        yield from _tree_lines(explanation.strict, 1)
    if explanation.loose is not None:
        yield "Then, because too few have all of it"
        yield from _tree_lines(explanation.loose, 1)
    fields = ", ".join(f"{name} ×{weight:g}" for name, weight in explanation.weights)
    yield f"A word is looked for in {fields}"
    yield f"Index: {explanation.indexed} pages and highlights, {pending} changes pending"
    yield ""


def contribution_lines(contributions: tuple[Contribution, ...]) -> Iterator[str]:
    """What one score is made of."""
    for each in contributions:
        yield (
            f"    {each.score:8.4f}  {each.asked}  (in {each.documents}, idf {each.idf:.3f}, "
            f"frequency {each.frequency:g}, length {each.length:g})"
        )


def explanation_facts(explanation: SearchExplanation, *, pending: int) -> dict[str, Any]:
    """The same for programs."""
    return {
        "query": _tree_facts(explanation.query),
        "strict": _tree_facts(explanation.strict),
        "loose": None if explanation.loose is None else _tree_facts(explanation.loose),
        "fields": dict(explanation.weights),
        "index": {"documents": explanation.indexed, "pending": pending},
    }


def contribution_facts(contributions: tuple[Contribution, ...]) -> list[dict[str, Any]]:
    """What one score is made of, for programs."""
    return [
        {
            "asked": each.asked,
            "documents": each.documents,
            "idf": round(each.idf, 4),
            "frequency": round(each.frequency, 4),
            "length": round(each.length, 4),
            "score": round(each.score, 4),
        }
        for each in contributions
    ]


def _tree_lines(query: Query, depth: int) -> Iterator[str]:
    indent = "  " * depth
    match query:
        case Word():
            yield f"{indent}{_word(query)}"
        case Phrase():
            yield f"{indent}the phrase “{query.text}”"
        case Filter():
            yield f"{indent}{query.name.value}: {_word(query)}"
        case Not():
            yield f"{indent}not"
            yield from _tree_lines(query.child, depth + 1)
        case And() | Or():
            yield f"{indent}{'all of' if isinstance(query, And) else 'one of'}"
            for child in query.children:
                yield from _tree_lines(child, depth + 1)
        case Nothing():
            yield f"{indent}nothing"


def _word(asked: Word | Filter) -> str:
    text = asked.text if isinstance(asked, Word) else asked.value
    if asked.prefix:
        return f"what begins with “{text}”"
    if asked.fuzzy:
        return f"what differs from “{text}” by up to {asked.fuzzy} letters"
    return f"“{text}”"


def _tree_facts(query: Query) -> dict[str, Any]:
    match query:
        case Word():
            return {"word": query.text, "prefix": query.prefix, "fuzzy": query.fuzzy}
        case Phrase():
            return {"phrase": query.text}
        case Filter():
            marks = {"prefix": query.prefix, "fuzzy": query.fuzzy}
            return {"field": query.name.value, "value": query.value, **marks}
        case Not():
            return {"not": _tree_facts(query.child)}
        case And():
            return {"all": [_tree_facts(child) for child in query.children]}
        case Or():
            return {"any": [_tree_facts(child) for child in query.children]}
        case Nothing():
            return {}
