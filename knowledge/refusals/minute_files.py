"""What stands against a document that minutes are imported from."""

from __future__ import annotations

from .base import Refusal


class FileMissing(Refusal):
    """Choose a file first."""

    status = 400


class FileTooBig(Refusal):
    """The file is larger than {megabytes} MB. Take pictures and attachments out of it and save it again."""

    status = 413


class FileNotWord(Refusal):
    """This isn't a Word document (.docx). Open it in a word processor and save it as “Word document
    (.docx)”.
    """

    status = 400


class FileEncrypted(Refusal):
    """This document has a password, or it is of the old kind (.doc). Open it, take the password off, and save
    it as “Word document (.docx)”.
    """

    status = 400


class FileHasMacros(Refusal):
    """This document holds macros, and such files aren't taken. Save it as “Word document (.docx)”, which
    leaves them out.
    """

    status = 400


class FileUnsafe(Refusal):
    """This file isn't put together like a Word document that is safe to open, so it wasn't read. Copy its
    text into a new document and save that.
    """

    status = 400


class FileBroken(Refusal):
    """This document is damaged and can't be read. Open it in a word processor and save it again."""

    status = 400


class FileSaysNothing(Refusal):
    """I found nothing in this document that belongs into minutes. Use headings such as “Present”, “The
    state's view”, “The region's view”, numbered headings for the items and “Conclusions”.
    """

    status = 422


class FileTextTooLong(Refusal):
    """The text for “{part}” would have {length} characters, and it may have {limit}. Shorten it in the
    document and choose the file again: nothing was imported.
    """

    status = 422


class FileTooMuch(Refusal):
    """The document has more than {limit} items or conclusions. Divide it: nothing was imported."""

    status = 422
