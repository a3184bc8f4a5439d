from __future__ import annotations

import pytest
from lxml import etree

from postil.extraction.tex import tex_of


@pytest.mark.parametrize(
    ("mathml", "tex"),
    [
        ("<msup><mi>x</mi><mn>2</mn></msup>", "x^{2}"),
        ("<msup><mrow><mi>a</mi><mi>b</mi></mrow><mn>2</mn></msup>", "{a b}^{2}"),
        ("<msubsup><mi>x</mi><mi>i</mi><mn>2</mn></msubsup>", "x_{i}^{2}"),
        ("<mfrac><mn>1</mn><msqrt><mi>y</mi><mo>+</mo><mn>1</mn></msqrt></mfrac>", r"\frac{1}{\sqrt{y + 1}}"),
        ("<mroot><mi>x</mi><mn>3</mn></mroot>", r"\sqrt[3]{x}"),
        ("<msup><mi>sin</mi><mn>2</mn></msup><mo>\u2061</mo><mi>x</mi>", r"\sin^{2} x"),
        (
            "<munderover><mo>∑</mo><mrow><mi>i</mi><mo>=</mo><mn>0</mn></mrow><mi>n</mi></munderover>",
            "∑_{i = 0}^{n}",
        ),
        ("<munder><mi>lim</mi><mi>n</mi></munder>", r"\lim_{n}"),
        ("<mover><mi>x</mi><mo>→</mo></mover>", r"\vec{x}"),
        ("<msub><mi>v</mi><mtext>to shore</mtext></msub>", r"v_{\text{to shore}}"),
        ("<msub><mi>v</mi><mi>max</mi></msub><mo>=</mo><mn>5</mn><mi>%</mi>", r"v_{\max} = 5 \%"),
        (
            "<mtable><mtr><mtd><mn>1</mn></mtd><mtd/></mtr><mtr><mtd/><mtd><mn>1</mn></mtd></mtr></mtable>",
            r"\begin{matrix} 1 & \\ & 1 \end{matrix}",
        ),
        ("<mfrac><mn>1</mn></mfrac>", "1"),
        ("<mi>x</mi><mo>=</mo><mn>1</mn>", ""),
    ],
)
def test_tex_of_mathml(mathml: str, tex: str) -> None:
    assert tex_of(etree.fromstring(f"<math>{mathml}</math>")) == tex


def test_nesting_without_end_is_cut() -> None:
    math = etree.fromstring("<math>" + "<msqrt>" * 200 + "<mi>x</mi>" + "</msqrt>" * 200 + "</math>")
    assert tex_of(math).startswith(r"\sqrt{\sqrt{")


def test_marks_over_marks_are_written_once() -> None:
    mathml = "<mi>x</mi>"
    for _ in range(50):
        mathml = f"<mover><mo>∑</mo>{mathml}</mover>"
    assert tex_of(etree.fromstring(f"<math>{mathml}</math>")).count("∑") == 50
