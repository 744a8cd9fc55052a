"""Which addresses may be fetched."""

import pytest

from quotetrack.archive.addresses import Reach, reach_of, redirect_target, web_address
from quotetrack.errors import Refused


@pytest.mark.parametrize(
    ("text", "normal"),
    [
        ("HTTP://EN.Kremlin.ru", "http://en.kremlin.ru/"),
        ("https://x.example:443/a?b=c#d", "https://x.example/a?b=c"),
        ("http://x.example:8080/ü?q=é", "http://x.example:8080/%C3%BC?q=%C3%A9"),
        ("https://пример.рф/a%20b", "https://xn--e1afmkfd.xn--p1ai/a%20b"),
        ("http://[2001:DB8::1]:81/", "http://[2001:db8::1]:81/"),
        (" https://x.example/ ", "https://x.example/"),
        ("https://x.example./", "https://x.example/"),
    ],
)
def test_one_form(text: str, normal: str) -> None:
    assert str(web_address(text)) == normal


@pytest.mark.parametrize(
    "text",
    [
        "ftp://x.example/",
        "file:///etc/passwd",
        "x.example",
        "http://",
        "http:///path",
        "http://user:secret@x.example/",
        "http://known.example@other.example/",
        "http://x.example:0/",
        "http://x.example:99999/",
        "http://x y/",
        "http://x.example/\r\nHost: y",
        "http://x.example\\@y.example/",
        "http://[::1",
        "http://[zz]/",
        "http://x.example/" + "a" * 9000,
        "http://☃.☃☃\u202e/",
    ],
)
def test_refused(text: str) -> None:
    with pytest.raises(Refused) as wrong:
        web_address(text)
    assert "\n" not in str(wrong.value)


def test_redirects_are_read_relative_to_where_they_stand() -> None:
    base = web_address("https://x.example/a/b?c")
    assert str(redirect_target(base, "d e")) == "https://x.example/a/d%20e"
    assert str(redirect_target(base, "//y.example/z")) == "https://y.example/z"
    assert str(redirect_target(base, b"/%C3%BC".decode("latin-1"))) == "https://x.example/%C3%BC"
    assert str(redirect_target(base, "/ü".encode().decode("latin-1"))) == "https://x.example/%C3%BC"
    with pytest.raises(Refused):
        redirect_target(base, "javascript:alert(1)")


@pytest.mark.parametrize(
    "ip", ["93.184.216.34", "2606:2800:220:1::1", "::ffff:93.184.216.34", "64:ff9b::5db8:d822"]
)
def test_public(ip: str) -> None:
    assert reach_of(ip) is Reach.PUBLIC


@pytest.mark.parametrize(
    "ip",
    [
        *("127.0.0.1", "127.255.0.1", "10.1.2.3", "172.16.0.1", "192.168.1.1", "100.64.0.1", "0.0.0.0"),
        *("::1", "::", "fc00::1", "fd12::1", "fec0::1"),
        *("::ffff:127.0.0.1", "::127.0.0.1", "64:ff9b::7f00:1", "2002:7f00:1::", "2002:c0a8:101::1"),
        "2001:db8::5efe:10.0.0.1",
    ],
)
def test_private(ip: str) -> None:
    assert reach_of(ip) is Reach.PRIVATE


@pytest.mark.parametrize(
    "ip",
    [
        *("169.254.169.254", "169.254.0.1", "224.0.0.1", "255.255.255.255", "240.0.0.1"),
        *("fe80::1", "fe80::1%eth0", "ff02::1", "fd00:ec2::254", "100.100.100.200", "168.63.129.16"),
        *("::ffff:169.254.169.254", "64:ff9b::a9fe:a9fe", "2002:a9fe:a9fe::1", "::169.254.169.254"),
    ],
)
def test_never(ip: str) -> None:
    assert reach_of(ip) is Reach.NEVER
