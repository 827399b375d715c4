"""Words of a picture as XMP (ISO 16684-1), in the properties that IPTC's photo standard names."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final
from xml.sax.saxutils import escape

if TYPE_CHECKING:
    from collections.abc import Iterator

    from soptui.sop.picture_words import PictureWords

HEAD: Final = b"http://ns.adobe.com/xap/1.0/\0"
"""Begins the APP1 segment."""

_PACKET: Final = """<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/">
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about=""
 xmlns:dc="http://purl.org/dc/elements/1.1/"
 xmlns:photoshop="http://ns.adobe.com/photoshop/1.0/"
 xmlns:Iptc4xmpCore="http://iptc.org/std/Iptc4xmpCore/1.0/xmlns/">
{properties}
</rdf:Description>
</rdf:RDF>
</x:xmpmeta>
<?xpacket end="r"?>"""


def xmp_packet(words: PictureWords) -> bytes:
    """The packet that says `words`, UTF-8."""
    return _PACKET.format(properties="\n".join(_properties(words))).encode()


def _properties(words: PictureWords) -> Iterator[str]:
    """One element each; empty ones are left out."""
    simple = {
        "photoshop:Headline": words.headline,
        "photoshop:Credit": words.credit,
        "photoshop:Source": words.source,
    }
    told = {
        "dc:description": words.caption,
        "dc:rights": words.copyright,
        "Iptc4xmpCore:AltTextAccessibility": words.alt_text,
    }
    for name, text in simple.items():
        if text:
            yield f"<{name}>{escape(text)}</{name}>"
    if words.creator:
        yield _listed("dc:creator", "Seq", f"<rdf:li>{escape(words.creator)}</rdf:li>")
    for name, text in told.items():
        if text:
            item = f'<rdf:li xml:lang="x-default">{escape(text)}</rdf:li>'
            yield _listed(name, "Alt", item)


def _listed(name: str, kind: str, item: str) -> str:
    return f"<{name}><rdf:{kind}>{item}</rdf:{kind}></{name}>"
