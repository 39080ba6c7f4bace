"""Elements of a part one after the other, by a parser that follows nothing out of it and keeps nothing of what was taken."""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence

from lxml import etree


class ElementStream:
    """tags: of the elements that are taken, each when it has ended; it is emptied when the next one is asked for.

    Taking them raises lxml's XMLSyntaxError.
    """

    def __init__(self, content: bytes, tags: Sequence[str]) -> None:
        self._stream = etree.iterparse(
            io.BytesIO(content),
            events=("end",),
            tag=tags,
            resolve_entities=False,
            no_network=True,
            load_dtd=False,
            huge_tree=False,
            remove_comments=True,
            remove_pis=True,
        )

    def __iter__(self) -> Iterator[etree._Element]:
        for _, element in self._stream:
            yield element
            element.clear()
            while element.getprevious() is not None:
                del element.getparent()[0]

    @property
    def root(self) -> etree._Element | None:
        """The part's root, emptied; known once all elements were taken."""
        root: etree._Element | None = self._stream.root
        return root
