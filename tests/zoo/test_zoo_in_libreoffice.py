"""LibreOffice opens the zoo after a run and still shows what each book is there for, on people's own sheets."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree

from tests.office import convert_all
from tests.zoo.animals import ANIMALS
from tests.zoo.tour import OUR_SHEETS, after_run

TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"


def test_the_features_are_still_there(tmp_path: Path) -> None:
    shown = {name: animal for name, animal in ANIMALS.items() if animal.seen}
    paths = {name: tmp_path / f"{number}{animal.suffix}" for number, (name, animal) in enumerate(shown.items())}
    for name, path in paths.items():
        path.write_bytes(after_run(name))
    convert_all(list(paths.values()), "fods", tmp_path / "out")
    missing = {}
    for name, path in paths.items():
        found = elements(tmp_path / "out" / f"{path.stem}.fods")
        missing[name] = [feature for feature in shown[name].seen if feature not in found]
    assert len(shown) >= 20
    assert {name: features for name, features in missing.items() if features} == {}


def elements(path: Path) -> set[str]:
    """The elements of a flat document by prefix and name, our own sheets left out."""
    prefixes = {uri: prefix for _, (prefix, uri) in ElementTree.iterparse(path, events=("start-ns",))}

    def walk(element: ElementTree.Element) -> Iterator[str]:
        if element.tag == f"{TABLE}table" and element.get(f"{TABLE}name") in OUR_SHEETS:
            return
        uri, _, local = element.tag[1:].partition("}")
        yield f"{prefixes.get(uri, uri)}:{local}"
        for child in element:
            yield from walk(child)

    return set(walk(ElementTree.parse(path).getroot()))
