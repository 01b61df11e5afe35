"""A message becomes its head and its own text part; nothing in it is run or fetched."""

from __future__ import annotations

from email.message import EmailMessage
from pathlib import Path

import pytest

from digest.errors import IntakeError
from digest.intake import read_seed
from digest.mail import read_message

TEXT = "The weir will be mended by June, said the engineer who looks after it for the county. " * 4


def message(**headers: str) -> EmailMessage:
    made = EmailMessage()
    usual = {"Subject": "The weir, mended", "From": '"Tarn Letters" <news@letters.example>'}
    for name, value in {**usual, **headers}.items():
        made[name.replace("_", "-")] = value
    return made


def test_a_message_is_its_head_and_its_text() -> None:
    made = message(Date="Wed, 04 Mar 2026 07:05:00 +0100", List_Id='"Letters, weekly" <l.letters.example>')
    made.set_content(TEXT)
    head, _, text = read_message(made.as_bytes(), "a.eml").partition("\n\n")
    assert head.split("\n") == [
        "Subject: The weir, mended",
        "From: Tarn Letters",
        "Host: letters.example",
        "List: Letters, weekly",
        "Date: Wed, 04 Mar 2026 07:05:00 +0100",
        "Content-Type: text/plain",
    ]
    assert text.strip() == TEXT.strip()


def test_a_text_part_that_only_points_to_a_browser_gives_way_to_the_page() -> None:
    made = message()
    made.set_content("View this in your browser")
    made.add_alternative(f"<p>{TEXT}</p>", subtype="html")
    read = read_message(made.as_bytes(), "a.eml")
    assert "Content-Type: text/html" in read
    assert "View this" not in read


def test_a_whole_text_part_is_taken_before_the_page_and_attachments_never() -> None:
    made = message()
    made.set_content(TEXT * 2)
    made.add_alternative("<p>Page</p>", subtype="html")
    made.add_attachment("not this", filename="a.txt")
    read = read_message(made.as_bytes(), "a.eml")
    assert "The weir will be mended" in read
    assert "not this" not in read
    assert "Page" not in read


@pytest.mark.parametrize("charset", ["windows-1251", "utf-8", "x-unknown", "windows-1252"])
def test_the_charset_is_what_the_part_says_unless_its_bytes_say_otherwise(charset: str) -> None:
    text = "Міністр заявив у вівторок, що країна отримає нову допомогу від партнерів. "
    encoded = text.encode(
        "utf-8" if charset == "windows-1252" else "cp1251" if "1251" in charset else "utf-8"
    )
    head = (
        f"From: a@b.example\nContent-Type: text/plain; charset={charset}\nContent-Transfer-Encoding: 8bit\n\n"
    )
    assert text.strip() in read_message(head.encode() + encoded, "a.eml")


def test_a_page_s_own_charset_counts_where_the_part_names_none() -> None:
    page = '<meta charset="windows-1251"><p>Міст відкрили в травні</p>'.encode("cp1251")
    head = b"From: a@b.example\nContent-Type: text/html\nContent-Transfer-Encoding: 8bit\n\n"
    assert "Міст відкрили" in read_message(head + page, "a.eml")


def test_a_message_passed_on_as_an_attachment_is_read_itself() -> None:
    inner = message(Subject="Inner")
    inner.set_content(TEXT)
    outer = message(Subject="Fwd: Inner", From="Editor <me@digest.example>")
    outer.set_content("see below")
    outer.add_attachment(inner)
    assert read_message(outer.as_bytes(), "a.eml").startswith("Subject: Inner\nFrom: Tarn Letters")


def test_an_answer_with_a_message_attached_is_not_that_message() -> None:
    outer = message()
    outer.set_content(TEXT)
    outer.add_attachment(message(Subject="Inner"))
    assert read_message(outer.as_bytes(), "a.eml").startswith("Subject: The weir, mended")


def test_a_message_passed_on_in_its_text_says_so() -> None:
    made = message(Subject="WG: The weir")
    made.set_content(TEXT)
    assert "Forwarded: yes" in read_message(made.as_bytes(), "a.eml")


def test_a_message_with_no_text_part_is_an_error(tmp_path: Path) -> None:
    made = message()
    made.add_attachment(b"%PDF", maintype="application", subtype="pdf", filename="a.pdf")
    (tmp_path / "a.eml").write_bytes(made.as_bytes())
    with pytest.raises(IntakeError) as caught:
        read_seed(tmp_path / "a.eml", root=tmp_path, shown="seeds/a.eml")
    assert str(caught.value).startswith("seeds/a.eml: a message with no text part; open it,")


@pytest.mark.parametrize("data", [b"", b"\n\n"])
def test_an_empty_message_is_empty(tmp_path: Path, data: bytes) -> None:
    (tmp_path / "a.eml").write_bytes(data)
    with pytest.raises(IntakeError, match="empty"):
        read_seed(tmp_path / "a.eml", root=tmp_path, shown="a.eml")


def test_a_header_that_the_library_stumbles_over_is_left_out() -> None:
    data = b"Subject: The weir\nFrom: <@\nDate: Mon, 99 Foo\n\n" + TEXT.encode()
    read = read_message(data, "a.eml")
    assert read.startswith("Subject: The weir")


def test_a_seed_of_a_message_is_its_plain_text(tmp_path: Path) -> None:
    made = message()
    made.set_content(TEXT)
    (tmp_path / "a.eml").write_bytes(made.as_bytes())
    seed = read_seed(tmp_path / "a.eml", root=tmp_path, shown="a.eml")
    assert seed.text.startswith("Subject: The weir, mended\n")
    assert seed.encoding == "us-ascii"
