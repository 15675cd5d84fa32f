"""Elements of an XML file, with nothing in them that XML cannot hold."""

from __future__ import annotations

import re
from collections.abc import Mapping
from xml.etree import ElementTree as Xml

LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"
UNWRITABLE = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def clean(text: str) -> str:
    """The text without what XML cannot hold."""
    return UNWRITABLE.sub("", text)


def add(parent: Xml.Element, name: str, attributes: Mapping[str, str] | None = None) -> Xml.Element:
    """A new last child; attributes without a value are left out."""
    given = {LANGUAGE if key == "xml:lang" else key: clean(value) for key, value in (attributes or {}).items() if value}
    return Xml.SubElement(parent, name, given)


def told(parent: Xml.Element, *texts: str) -> Xml.Element:
    """A narrative for each text that is one."""
    for text in texts:
        if text:
            add(parent, "narrative").text = clean(text)
    return parent
